/** How fast something grows once its load is above what it was sized for. */
export interface ScalingSpeed {
  /** Seconds from load above the target until the first added capacity serves. */
  reactionSeconds: number;
  /** Seconds from one step to the next. */
  stepSeconds: number;
  /** Most that one step multiplies capacity by, where the metric ends at 100 %; null: one step reaches what is needed. */
  stepFactor: number | null;
  /** Load that one unit of capacity carries where scaling holds it: 1 where demand is told in units at their target. */
  carries: number;
  /** Load that one unit of capacity bears before its users wait. */
  bears: number;
  /** Most units that are added a minute; null: no limit that is told. */
  unitsPerMinute: number | null;
}

/**
 * What is taken where the metric does not say how full capacity is at its target (requests per target, custom metrics,
 * collection groups): 70 percent, as AWS proposes for utilisation.
 */
const assumedTargetPercent = 70;

/**
 * Target tracking of ECS. From the load to tasks that run AWS measured 386 s with metrics every 60 s, 109 s with every 20 s
 * (363 s and 86 s of it until the scale-out), for a small image; larger images and slow health checks add to it. The metric
 * is read again each period.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/target-tracking-faster-auto-scaling.html
 */
export const ecsReaction = {
  standard: { reactionSeconds: 386, stepSeconds: 60 },
  highResolution: { reactionSeconds: 109, stepSeconds: 20 },
} as const;

/** Tasks that the service scheduler starts a minute and service. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html */
export const ecsTasksPerMinute = 500;

/**
 * Auto scaling of DynamoDB: two minutes above the target, "a short delay of up to a few minutes", then "several minutes" for
 * UpdateTable: 3 to 10 minutes in all, the longer taken here. Unused capacity of 300 s is kept for bursts, which nothing
 * guarantees, so it does not count.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/AutoScaling.html
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/burst-adaptive-capacity.html
 */
export const dynamodbReaction = { reactionSeconds: 600, stepSeconds: 300 } as const;

/**
 * On-demand tables serve their warm throughput at once, which follows the load to twice its peak of half an hour ago: as if
 * scaling held it at half its use.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html
 */
export const onDemandSpeed: ScalingSpeed = {
  reactionSeconds: 1800,
  stepSeconds: 1800,
  stepFactor: null,
  carries: 0.5,
  bears: 1,
  unitsPerMinute: null,
};

/**
 * Adding shards or replicas of a cache takes minutes, and so does a reader of Aurora; how many is published for neither.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/AutoScaling.html
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Integrating.AutoScaling.html
 */
export const nodeReaction = { reactionSeconds: 900, stepSeconds: 600 } as const;

/** "ElastiCache Serverless can double the supported requests per second every 10–12 minutes." https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Scaling.html */
export const serverlessCacheReaction = { reactionSeconds: 720, stepSeconds: 720, stepFactor: 2 } as const;

/** How fast a collection group grows is published for neither generation: minutes for CLASSIC, the longer taken here; seconds for NEXTGEN. https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-collection-groups.html */
export const collectionGroupReaction = {
  CLASSIC: { reactionSeconds: 900, stepSeconds: 300 },
  NEXTGEN: { reactionSeconds: 60, stepSeconds: 20 },
} as const;

/**
 * Speed of capacity whose metric is a utilisation in percent: one step grows it by at most 100 / target. Demand is told in
 * units that run at their target, as tasks are counted.
 */
export function trackingUtilisation(
  reaction: { reactionSeconds: number; stepSeconds: number },
  targetPercent: number,
  unitsPerMinute: number | null,
): ScalingSpeed {
  const factor = 100 / targetPercent;
  return { ...reaction, stepFactor: factor, carries: 1, bears: factor, unitsPerMinute };
}

/** The same where demand is told in units that traffic consumes: of those a unit of capacity bears one and no more. */
export function trackingConsumption(
  reaction: { reactionSeconds: number; stepSeconds: number; stepFactor?: number },
  targetPercent: number | null,
): ScalingSpeed {
  const share = (targetPercent ?? assumedTargetPercent) / 100;
  return { stepFactor: 1 / share, ...reaction, carries: share, bears: 1, unitsPerMinute: null };
}

/** Speed of capacity whose metric has no end: one step reaches what is needed. */
export function trackingLoad(
  reaction: { reactionSeconds: number; stepSeconds: number; stepFactor?: number },
  unitsPerMinute: number | null,
): ScalingSpeed {
  return { stepFactor: null, ...reaction, carries: 1, bears: 100 / assumedTargetPercent, unitsPerMinute };
}

/**
 * Speed of a step policy: each of its steps adds no more than its largest adjustment, and waits for the cooldown.
 * https://docs.aws.amazon.com/autoscaling/application/userguide/step-scaling-policy-overview.html
 * @param adjustment its largest; a number of units, percent of what is there, or the capacity itself
 */
export function steppingUp(
  reaction: { reactionSeconds: number; stepSeconds: number },
  { adjustment, type, cooldownSeconds }: { adjustment: number; type: string; cooldownSeconds: number },
  unitsPerMinute: number | null,
): ScalingSpeed {
  const stepSeconds = Math.max(reaction.stepSeconds, cooldownSeconds);
  const most = unitsPerMinute ?? Number.POSITIVE_INFINITY;
  const added = (adjustment * 60) / stepSeconds;
  return {
    ...trackingLoad({ ...reaction, stepSeconds }, type === 'ChangeInCapacity' ? Math.min(most, added) : unitsPerMinute),
    stepFactor: type === 'PercentChangeInCapacity' ? 1 + adjustment / 100 : null,
  };
}

/** Load that rises from what is normal to its peak in a straight line, in the units that demand is told in. */
export interface Rise {
  normal: number;
  peak: number;
  /** Seconds; 0: it is there at once. */
  rampSeconds: number;
}

/** The least capacity at the start from which scaling keeps up with a rise, so that nobody waits; without scaling the peak. */
export function leastCapacity(rise: Rise, speed: ScalingSpeed | null): number {
  let high = Math.ceil(rise.peak);
  if (speed === null) return high;
  let low = 0;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (keepsUp(middle, rise, speed)) high = middle;
    else low = middle + 1;
  }
  return high;
}

function keepsUp(start: number, rise: Rise, { carries, bears, ...speed }: ScalingSpeed): boolean {
  if (start <= 0) return rise.peak <= 0;
  let capacity = start;
  let at = exceeds(start * carries, rise) + speed.reactionSeconds;
  for (;;) {
    if (capacity * bears >= rise.peak) return true;
    const load = loadAt(at, rise);
    if (load > capacity * bears) return false;
    const most = capacity * (speed.stepFactor ?? Number.POSITIVE_INFINITY);
    const added = ((speed.unitsPerMinute ?? Number.POSITIVE_INFINITY) * speed.stepSeconds) / 60;
    capacity = Math.max(capacity, Math.min(load / carries, capacity + added, most));
    at += speed.stepSeconds;
  }
}

function loadAt(seconds: number, { normal, peak, rampSeconds }: Rise): number {
  return seconds >= rampSeconds ? peak : normal + ((peak - normal) * seconds) / rampSeconds;
}

/** Seconds after the start at which the load is above a capacity. */
function exceeds(capacity: number, { normal, peak, rampSeconds }: Rise): number {
  return peak <= normal ? 0 : Math.max(0, ((capacity - normal) / (peak - normal)) * rampSeconds);
}
