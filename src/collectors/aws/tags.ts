import type { CoverageEntry, CoverageStatus, Resource, UnreadReason } from '../../model/snapshot.ts';
import { kindByName } from '../../resources/index.ts';
import type { Collected } from './runner.ts';
import { tagApi } from './services/tagging.ts';

/**
 * All resources, those whose tags come from the Tagging API with their tags. The API lists only what is tagged, or was
 * once: a resource that a complete listing does not name has no tags, in an incomplete one its tags are unknown.
 * https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html
 */
export function joinTags(collected: readonly Collected[]): Resource[] {
  const tags = new Map(collected.flatMap((one) => [...one.tags]));
  const coverage = new Map(
    collected.flatMap((one) => one.coverage.filter(({ api }) => api === tagApi).map((entry) => [entry.region, entry])),
  );
  return collected.flatMap((one) =>
    one.resources.map((resource) =>
      kindByName.get(resource.kind)?.tags === 'tagging-api'
        ? withTags(resource, tags.get(resource.id), coverage.get(resource.region))
        : resource,
    ),
  );
}

function withTags(
  resource: Resource,
  tags: Record<string, string> | undefined,
  coverage: CoverageEntry | undefined,
): Resource {
  if (tags) return { ...resource, tags };
  // Scalable targets registered before March 2023 have no ARN, and cannot be tagged before they are registered again.
  const untaggable = resource.kind === 'scalable-target' ? 'unsupported' : 'malformed';
  const reason = resource.id.startsWith('arn:') ? unreadReason(coverage) : untaggable;
  if (reason === null) return { ...resource, tags: {} };
  const unread = { ...resource.unread, tags: reason };
  return { ...resource, tags: null, unread, unreadApi: { ...resource.unreadApi, tags: tagApi } };
}

function unreadReason(coverage: CoverageEntry | undefined): UnreadReason | null {
  if (!coverage) return 'failed';
  const status: CoverageStatus = coverage.status;
  return status === 'ok' ? null : status;
}
