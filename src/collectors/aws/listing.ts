import type { Context, PageOptions, Unread } from './collector.ts';
import type { AwsCommand } from './transport.ts';

/** A listing about one resource: what was read of it, and why it ended early; null when it was read to its end. */
export interface Listing<T> {
  items: T[];
  unread: Unread | null;
}

/** No resource has more of anything that is listed for it alone. */
const defaultMaxPages = 100;

/** Reads all pages of a listing about one resource, whose failure is that resource's and nobody else's. */
export async function readListing<O, T>(
  context: Context,
  api: string,
  command: (token: string | undefined) => AwsCommand<O>,
  options: PageOptions<O, T>,
): Promise<Listing<T>> {
  const { next, items: itemsOf, maxPages = defaultMaxPages, ...callOptions } = options;
  const items: T[] = [];
  const seen = new Set<string>();
  let token: string | undefined;
  for (;;) {
    const answer = await context.call(api, command(token), { ...callOptions, holds: itemsOf });
    if (!answer.ok) return { items, unread: answer };
    items.push(...(itemsOf(answer.value) ?? []));
    token = next(answer.value) || undefined;
    if (token === undefined) return { items, unread: null };
    if (seen.has(token) || seen.size + 1 >= maxPages) break;
    seen.add(token);
  }
  const detail = `the listing did not end after ${seen.size + 1} pages`;
  context.note(api, { reason: 'truncated', detail, missed: callOptions.missed, part: callOptions.part });
  return { items, unread: { ok: false, reason: 'truncated', api, gone: false } };
}

/**
 * The list of an answer. Some services leave an empty list out, so an absent one is empty where AWS gave the answer: AWS
 * numbers its answers, a proxy's empty page has no number and makes no sense.
 */
export function listIn<T>(answer: { $metadata: { requestId?: string } }, list: T[] | undefined): T[] | undefined {
  return list ?? (answer.$metadata.requestId === undefined ? undefined : []);
}
