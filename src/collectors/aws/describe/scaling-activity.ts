import type { ScalingActivity as AwsActivity } from '@aws-sdk/client-application-auto-scaling';
import { ScalingActivity } from '../../../resources/scalable-target.ts';
import type { Activity } from './scalable-target.ts';

/** A scaling activity without its texts, which name principals and alarms; null when it makes no sense. */
export function describeActivity(activity: AwsActivity): Activity | null {
  const codes = (activity.NotScaledReasons ?? []).map((reason) => reason.Code);
  const described = ScalingActivity.safeParse({
    start: activity.StartTime?.toISOString(),
    status: activity.StatusCode,
    notScaledReasons: [...new Set(codes)],
  });
  return described.success ? described.data : null;
}
