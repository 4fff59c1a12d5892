import type { Json, Resource } from '../../model/snapshot.ts';
import type { Operation } from '../writers/operation.ts';

type Tags = Record<string, string>;

interface Tagger {
  service: string;
  tag: [action: string, member: string, shape: (tags: Tags) => Json];
  untag: [action: string, member: string];
  /** Member that takes the ARN. */
  arn: string;
}

const asMap = (tags: Tags): Json => tags;
const asPairs = (tags: Tags): Json => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
const asSmallPairs = (tags: Tags): Json => Object.entries(tags).map(([key, value]) => ({ key, value }));

/** How each kind is tagged. Policies and scheduled actions of Application Auto Scaling cannot be; their target can. */
const taggers: Record<string, Tagger> = {
  'scalable-target': {
    service: 'application-autoscaling',
    arn: 'ResourceARN',
    tag: ['TagResource', 'Tags', asMap],
    untag: ['UntagResource', 'TagKeys'],
  },
  'dynamodb-table': {
    service: 'dynamodb',
    arn: 'ResourceArn',
    tag: ['TagResource', 'Tags', asPairs],
    untag: ['UntagResource', 'TagKeys'],
  },
  'elasticache-serverless-cache': {
    service: 'elasticache',
    arn: 'ResourceName',
    tag: ['AddTagsToResource', 'Tags', asPairs],
    untag: ['RemoveTagsFromResource', 'TagKeys'],
  },
  'lambda-function': {
    service: 'lambda',
    arn: 'Resource',
    tag: ['TagResource', 'Tags', asMap],
    untag: ['UntagResource', 'TagKeys'],
  },
  'opensearch-collection-group': {
    service: 'opensearchserverless',
    arn: 'resourceArn',
    tag: ['TagResource', 'tags', asSmallPairs],
    untag: ['UntagResource', 'tagKeys'],
  },
  'rds-cluster': {
    service: 'rds',
    arn: 'ResourceName',
    tag: ['AddTagsToResource', 'Tags', asPairs],
    untag: ['RemoveTagsFromResource', 'TagKeys'],
  },
};

/** Operations that tag a resource, and that bring back the tags which it has now; null where it cannot be tagged. */
export function taggingOf(resource: Resource, tags: Tags): { operations: Operation[]; undo: Operation[] } | null {
  const tagger = taggers[resource.kind];
  if (!tagger || !resource.id.startsWith('arn:')) return null;
  const { service, arn, tag, untag } = tagger;
  const write = (some: Tags): Operation => ({
    service,
    action: tag[0],
    input: { [arn]: resource.id, [tag[1]]: tag[2](some) },
  });
  const before = resource.tags ?? {};
  const replaced = Object.keys(tags).filter((key) => Object.hasOwn(before, key) && before[key] !== tags[key]);
  const added = Object.keys(tags).filter((key) => !Object.hasOwn(before, key));
  return {
    operations: [write(tags)],
    undo: [
      ...(added.length > 0 ? [{ service, action: untag[0], input: { [arn]: resource.id, [untag[1]]: added } }] : []),
      ...(replaced.length > 0 ? [write(Object.fromEntries(replaced.map((key) => [key, before[key] ?? ''])))] : []),
    ],
  };
}
