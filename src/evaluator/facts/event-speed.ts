import type { Json, Resource } from '../../model/snapshot.ts';
import {
  collectionGroupReaction,
  dynamodbReaction,
  ecsReaction,
  ecsTasksPerMinute,
  nodeReaction,
  onDemandSpeed,
  type ScalingSpeed,
  serverlessCacheReaction,
  steppingUp,
  trackingConsumption,
  trackingLoad,
  trackingUtilisation,
} from '../events/scaling-speed.ts';
import { type Fact, known, numberOf } from '../fact.ts';
import { memberOf, type World } from '../world.ts';
import type { Lever } from './event-levers.ts';
import { policiesOf, scalingGaps } from './joins.ts';

/** How fast a lever grows by itself: null where nothing makes it grow; or why that is not known. */
export function speedOf(world: World, lever: Lever): ScalingSpeed | null | Extract<Fact, { known: false }> {
  switch (lever.type) {
    case 'target':
      return ofTarget(world, lever);
    case 'on-demand':
      return onDemandSpeed;
    case 'serverless-cache':
      return trackingConsumption(serverlessCacheReaction, null);
    case 'collection-group': {
      const generation = memberOf(lever.resource, 'generation');
      if (!generation.known) return generation;
      return trackingLoad(collectionGroupReaction[generation.value === 'NEXTGEN' ? 'NEXTGEN' : 'CLASSIC'], null);
    }
    default:
      return null;
  }
}

/** The fastest of its policies decides: target tracking takes the largest capacity that any asks for. */
function ofTarget(world: World, lever: Lever): ScalingSpeed | null | Extract<Fact, { known: false }> {
  if (!lever.target) return null;
  const suspended = memberOf(lever.resource, 'suspendedDynamicScaleOut');
  if (!suspended.known) return suspended;
  if (suspended.value === true) return null;
  const gaps = scalingGaps(world, lever, 'scaling-policy', lever.target);
  if (gaps.length > 0) return { known: false, because: gaps };
  const namespace = lever.target.serviceNamespace;
  const speeds = policiesOf(world, lever, lever.target).flatMap((policy) => speedOfPolicy(policy, namespace) ?? []);
  const rate = ({ unitsPerMinute }: ScalingSpeed) => unitsPerMinute ?? Number.MAX_VALUE;
  return (
    speeds.sort(
      (a, b) => a.reactionSeconds - b.reactionSeconds || rate(b) - rate(a) || b.bears / b.carries - a.bears / a.carries,
    )[0] ?? null
  );
}

const reactions: Record<string, { reactionSeconds: number; stepSeconds: number }> = {
  dynamodb: dynamodbReaction,
  elasticache: nodeReaction,
  rds: nodeReaction,
};

function speedOfPolicy(policy: Resource, namespace: string): ScalingSpeed | null {
  const metric = String(policy.attributes.predefinedMetric ?? '');
  const ecs = metric.endsWith('HighResolution') ? ecsReaction.highResolution : ecsReaction.standard;
  const reaction = reactions[namespace] ?? ecs;
  const perMinute = namespace === 'ecs' ? ecsTasksPerMinute : null;
  const target = numberOf(memberOf(policy, 'targetValue'));
  if (policy.attributes.policyType === 'StepScaling') return speedOfSteps(policy, reaction, perMinute);
  if (policy.attributes.policyType !== 'TargetTrackingScaling') return null;
  const ends = /Utilization|Percentage/.test(metric) && target !== null && target > 0 && target <= 100;
  // Tables are counted in the units that traffic consumes.
  if (namespace === 'dynamodb') return trackingConsumption(reaction, ends ? target : null);
  return ends ? trackingUtilisation(reaction, target, perMinute) : trackingLoad(reaction, perMinute);
}

/** A step policy that only takes capacity away makes nothing grow. */
function speedOfSteps(
  { attributes }: Resource,
  reaction: { reactionSeconds: number; stepSeconds: number },
  perMinute: number | null,
): ScalingSpeed | null {
  const steps = (attributes.stepAdjustments ?? []) as { adjustment: number }[];
  const adjustment = Math.max(0, ...steps.map((step) => step.adjustment));
  if (adjustment === 0) return null;
  const { AdjustmentType = null } = (attributes.configuration ?? {}) as Record<string, Json>;
  const cooldownSeconds = Number(attributes.scaleOutCooldownSeconds ?? 0);
  return steppingUp(reaction, { adjustment, type: String(AdjustmentType), cooldownSeconds }, perMinute);
}

/** Whether something makes a lever grow with its load, as a fact. */
export function growsByItself(world: World, lever: Lever): Fact {
  const speed = speedOf(world, lever);
  return speed !== null && 'known' in speed ? speed : known(speed !== null);
}
