import { isObject } from '../protocol/conform.ts';
import type { Item } from './item.ts';

/** A resource with the tags that the account file gives it, for the Tagging API. An empty map means: tagged once, not now. */
export type Tagged = { arn: string; tags: Record<string, string> };

/** The tags of an item; undefined when it was never tagged. */
export function tagsOf(item: Item): Record<string, string> | undefined {
  return isObject(item.tags) ? (item.tags as Record<string, string>) : undefined;
}

/** Tags as ECS and OpenSearch Serverless write them. */
export function lowerCaseTags(item: Item): { key: string; value: string }[] {
  return Object.entries(tagsOf(item) ?? {}).map(([key, value]) => ({ key, value }));
}

/** Adds an item to a list of tagged resources if it was ever tagged. */
export function addTagged(list: Tagged[], arn: string, item: Item): void {
  const tags = tagsOf(item);
  if (tags) list.push({ arn, tags });
}
