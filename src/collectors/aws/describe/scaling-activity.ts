import type { ScalingActivity as AwsActivity } from '@aws-sdk/client-application-auto-scaling';
import { ScalingActivity } from '../../../resources/scalable-target.ts';
import type { Activity } from './scalable-target.ts';

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
  });
  return described.success ? described.data : null;
}
