import type { Collector } from '../collector.ts';

export const tagApi = 'tag:GetResources';

/** Types whose tags no describe call tells; the spelling is that of their ARNs. Groups and clusters share one type. */
const resourceTypes = ['application-autoscaling:scalable-target', 'dynamodb:table', 'elasticache'];

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
        // Formerly tagged resources come with an empty list; no list at all says nothing about their tags.
        if (ResourceARN === undefined || Tags === undefined) {
          const detail = `an entry without ${ResourceARN === undefined ? 'ResourceARN' : 'Tags'}`;
          context.note(tagApi, { reason: 'malformed', detail, missed: ResourceARN === undefined ? [] : [ResourceARN] });
        } else {
          context.tag(ResourceARN, Object.fromEntries(Tags.map(({ Key, Value }) => [Key ?? '', Value ?? ''])));
        }
      }
    }
  },
};
