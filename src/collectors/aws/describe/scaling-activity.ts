import type { ScalingActivity as AwsActivity } from '@aws-sdk/client-application-auto-scaling';
import { ScalingActivity } from '../../../resources/scalable-target.ts';
import type { Activity } from './scalable-target.ts';

/**
 * Capacity of "Setting desired count to 20."; AWS tells it in words only. Bounds that a schedule wrote ("Setting min
 * capacity to 4 and max capacity to 40") are no capacity.
 */
function capacityOf(description: unknown): { capacity?: number } {
  const [, capacity] = /^Setting (?!m(?:in|ax))[a-z ]+ to (\d{1,9})\.?$/.exec(String(description)) ?? [];
  return capacity === undefined ? {} : { capacity: Number(capacity) };
}

/** A scaling activity without its texts, which name principals and alarms; null when it makes no sense. */
export function describeActivity(activity: AwsActivity): Activity | null {
  const reasons: unknown = activity.NotScaledReasons ?? [];
  const start: unknown = activity.StartTime;
  // Without its target nobody can say whose activity it is.
  const target: unknown[] = [activity.ResourceId, activity.ScalableDimension];
  if (target.some((text) => typeof text !== 'string') || !Array.isArray(reasons)) return null;
  const described = ScalingActivity.safeParse({
    start: start instanceof Date && !Number.isNaN(start.getTime()) ? start.toISOString() : undefined,
    status: activity.StatusCode,
    notScaledReasons: [...new Set(reasons.map((reason) => reason?.Code))],
    ...capacityOf(activity.Description),
  });
  return described.success ? described.data : null;
}
