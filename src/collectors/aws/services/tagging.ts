import type { Tag } from '@aws-sdk/client-resource-groups-tagging-api';
import type { Collector } from '../collector.ts';

export const tagApi = 'tag:GetResources';

/** Types whose tags no describe call tells; the spelling is that of their ARNs. Groups and clusters share one type. */
const resourceTypes = [
  'application-autoscaling:scalable-target',
  'bedrock:provisioned-model',
  'dynamodb:table',
  'elasticache',
  'lambda:function',
];

/** Tags of everything whose own describe calls do not tell them, hundred resources a call. */
export const tagging: Collector = {
  name: 'tagging',
  scope: 'regional',
  reads: [{ api: tagApi, kinds: [] }],
  async collect(context) {
    const { GetResourcesCommand } = await import('@aws-sdk/client-resource-groups-tagging-api');
    const pages = context.pages(
      tagApi,
      (token) =>
        new GetResourcesCommand({ PaginationToken: token, ResourcesPerPage: 100, ResourceTypeFilters: resourceTypes }),
      { next: (page) => page.PaginationToken, items: (page) => page.ResourceTagMappingList },
    );
    for await (const page of pages) {
      for (const { ResourceARN, Tags } of page) {
        const tags = recordOf(Tags);
        if (typeof ResourceARN === 'string' && tags) {
          context.tag(ResourceARN, tags);
        } else {
          // Formerly tagged resources come with an empty list; no list at all says nothing about their tags.
          const detail = `an entry without ${typeof ResourceARN === 'string' ? 'Tags' : 'ResourceARN'}`;
          context.note(tagApi, { reason: 'malformed', detail, missed: ResourceARN === undefined ? [] : [ResourceARN] });
        }
      }
    }
  },
};

/** Tags by key; null when some of them makes no sense. A tag without a value has an empty one. */
function recordOf(tags: readonly Tag[] | undefined): Record<string, string> | null {
  if (!Array.isArray(tags)) return null;
  const entries = tags.map(({ Key, Value = '' }: Tag): [unknown, unknown] => [Key, Value]);
  const sensible = entries.every((entry): entry is [string, string] => entry.every((text) => typeof text === 'string'));
  return sensible ? Object.fromEntries(entries) : null;
}
