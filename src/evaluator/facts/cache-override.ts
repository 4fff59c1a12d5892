import { derive, type Fact, known, numberOf } from '../fact.ts';
import type { Context, FactDefinition, Subject } from '../subject.ts';
import { joinKeyOf, memberOf } from '../world.ts';
import { ownBaselineOf } from './baseline.ts';
import { isGroup } from './cache-members.ts';
import { findTarget, resourceOf, scalingGaps } from './joins.ts';
import { ageFacts, type Trace } from './override-age.ts';
import { explainedByTags } from './override-tags.ts';

const targetOf = (subject: Subject, dimension: 'NodeGroups' | 'Replicas') => ({
  serviceNamespace: 'elasticache',
  resourceId: `replication-group/${joinKeyOf(resourceOf(subject))}`,
  scalableDimension: `elasticache:replication-group:${dimension}`,
});

/** Whether the autoscaler owns the number of shards or replicas. */
function isScaled(subject: Subject, { world }: Context, dimension: 'NodeGroups' | 'Replicas'): Fact {
  if (findTarget(world, subject, targetOf(subject, dimension))) return known(true);
  const gaps = scalingGaps(world, subject, 'scalable-target', targetOf(subject, dimension));
  return gaps.length > 0 ? { known: false, because: gaps } : known(false);
}

/** A group's number and whether it is below normal; null where nothing is normal, or the autoscaler owns it. */
function below(
  subject: Subject,
  context: Context,
  member: 'shardCount' | 'replicasPerShard',
  normal: number | null,
): Fact {
  if (!isGroup(subject) || normal === null) return known(null);
  const scaled = isScaled(subject, context, member === 'shardCount' ? 'NodeGroups' : 'Replicas');
  return derive([memberOf(resourceOf(subject), member), scaled], (now, owned) =>
    owned === true ? null : Number(now) < normal,
  );
}

const normalShards = ({ workload }: Context) => ownBaselineOf(workload, 'shards');

/** Replicas that each shard normally has: by the baseline, else one in production. */
function normalReplicas(subject: Subject, { workload }: Context): number | null {
  if (!isGroup(subject)) return null;
  const production = /^prod(?:uction)?$/i.test(workload?.env ?? '');
  return ownBaselineOf(workload, 'replicas') ?? (production ? 1 : null);
}

function traceShards(subject: Subject, context: Context): Trace | null {
  const normal = normalShards(context);
  if (!isGroup(subject) || normal === null) return null;
  return {
    kind: 'elasticache-replication-group',
    key: joinKeyOf(resourceOf(subject)),
    value: 'shards',
    eventNames: ['ModifyReplicationGroupShardConfiguration'],
    holds: (shards) => shards < normal,
  };
}

function traceReplicas(subject: Subject, context: Context): Trace | null {
  const normal = normalReplicas(subject, context);
  if (normal === null) return null;
  return {
    kind: 'elasticache-replication-group',
    key: joinKeyOf(resourceOf(subject)),
    value: 'replicas',
    eventNames: ['DecreaseReplicaCount', 'IncreaseReplicaCount'],
    holds: (replicas) => replicas < normal,
  };
}

/** Most replicas that the autoscaler may add up to; null without a target. */
function replicasMaximum(subject: Subject, { world }: Context): Fact {
  if (!isGroup(subject)) return known(null);
  const target = findTarget(world, subject, targetOf(subject, 'Replicas'));
  if (target) return memberOf(target, 'maxCapacity');
  const gaps = scalingGaps(world, subject, 'scalable-target', targetOf(subject, 'Replicas'));
  return gaps.length > 0 ? { known: false, because: gaps } : known(null);
}

const replicasBelow = (subject: Subject, context: Context) =>
  below(subject, context, 'replicasPerShard', normalReplicas(subject, context));

/** Most replicas that a shard may have. https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Replication.Redis.Groups.html */
const mostReplicas = 5;

/** What the facts of scalable targets are called, so that one rule may judge both: a cache is none. */
const notOfCaches: Record<string, FactDefinition> = Object.fromEntries(
  [
    ['serviceNamespaceOfTarget', 'string'],
    ['scalableDimensionOfTarget', 'string'],
    ['restoredMinimum', 'number'],
    ['restoredMaximum', 'number'],
    ['loweredMinimum', 'number'],
    ['loweredMaximum', 'number'],
  ].map(([name, type]) => [
    name,
    { type, nullable: true, description: 'Always null: a cache is no scalable target.', compute: () => known(null) },
  ]),
);

/** What can be asked of a cache that somebody may have made smaller for a while. */
export const cacheOverrideFacts: Record<string, FactDefinition> = {
  overrideExplained: explainedByTags,
  lowered: {
    type: 'list',
    nullable: true,
    description:
      'Shards below the baseline, as "2 shards, normally 4"; empty for nothing, null where the policy declares none or the autoscaler owns them.',
    compute: (subject, context) =>
      derive([below(subject, context, 'shardCount', normalShards(context))], (low) =>
        low === null
          ? null
          : low === true
            ? [`${resourceOf(subject).attributes.shardCount} shards, normally ${normalShards(context)}`]
            : [],
      ),
  },
  loweredCount: {
    type: 'number',
    nullable: false,
    description: 'How many of its values are below their baseline.',
    compute: (subject, context) =>
      derive([below(subject, context, 'shardCount', normalShards(context))], (low) => (low === true ? 1 : 0)),
  },
  loweredBySchedule: {
    type: 'boolean',
    nullable: false,
    description:
      'Whether a schedule owns what is below its baseline: never, for the shards of a cache without a target.',
    compute: () => known(false),
  },
  ...notOfCaches,
  restoredShards: {
    type: 'number',
    nullable: true,
    description: 'Baseline shards of a cache that has fewer; null for others.',
    compute: (subject, context) =>
      derive([below(subject, context, 'shardCount', normalShards(context))], (low) =>
        low === true ? normalShards(context) : null,
      ),
  },
  ...ageFacts('lowered', [], traceShards),
  normalReplicas: {
    type: 'number',
    nullable: true,
    description:
      'Replicas that each shard normally has: the baseline, else 1 where the workload is in production; null for others.',
    compute: (subject, context) => known(normalReplicas(subject, context)),
  },
  replicasPerShard: {
    type: 'number',
    nullable: true,
    description: 'Fewest replicas that a shard has; null for a cluster of its own.',
    compute: (subject) => (isGroup(subject) ? memberOf(resourceOf(subject), 'replicasPerShard') : known(null)),
  },
  automaticFailover: {
    type: 'string',
    nullable: true,
    description: 'enabled, disabled, enabling or disabling; null for a cluster of its own.',
    compute: (subject) => (isGroup(subject) ? memberOf(resourceOf(subject), 'automaticFailover') : known(null)),
  },
  replicasBelowNormal: {
    type: 'boolean',
    nullable: false,
    description: 'Whether a shard has fewer replicas than normal, and no autoscaler owns their number.',
    compute: (subject, context) => derive([replicasBelow(subject, context)], (low) => low === true),
  },
  replicasMaximum: {
    type: 'number',
    nullable: true,
    description: 'Most replicas that the autoscaler may add up to; null without a scalable target.',
    compute: replicasMaximum,
  },
  replicasCannotGrow: {
    type: 'boolean',
    nullable: false,
    description: 'Whether a scalable target holds the replicas at one at most, or below what is normal.',
    compute: (subject, context) =>
      derive([replicasMaximum(subject, context)], (maximum) => {
        const least = Math.max(2, normalReplicas(subject, context) ?? 0);
        return typeof maximum === 'number' && maximum < least;
      }),
  },
  restoredReplicas: {
    type: 'number',
    nullable: true,
    description: 'Normal replicas of a cache that has fewer and no target; null for others.',
    compute: (subject, context) =>
      derive([replicasBelow(subject, context)], (low) => (low === true ? normalReplicas(subject, context) : null)),
  },
  failoverToEnable: {
    type: 'string',
    nullable: true,
    description: 'Id of a group whose automatic failover is disabled; null for others.',
    compute: (subject) =>
      isGroup(subject)
        ? derive([memberOf(resourceOf(subject), 'automaticFailover')], (failover) =>
            failover === 'disabled' ? (resourceOf(subject).key ?? null) : null,
          )
        : known(null),
  },
  replicasMaximumRestored: {
    type: 'number',
    nullable: true,
    description:
      'Most replicas that a shard may have, where a target holds them below what is normal; null for others.',
    compute: (subject, context) =>
      derive([replicasMaximum(subject, context)], (maximum) => {
        const least = Math.max(2, normalReplicas(subject, context) ?? 0);
        return numberOf(known(maximum)) !== null && Number(maximum) < least ? mostReplicas : null;
      }),
  },
  replicaTarget: {
    type: 'string',
    nullable: false,
    description: 'Resource id of the replicas for Application Auto Scaling.',
    compute: (subject) => known(targetOf(subject, 'Replicas').resourceId),
  },
  ...ageFacts('replicasLowered', [], traceReplicas),
};
