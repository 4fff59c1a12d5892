import { defineWriter, one } from './define-writer.ts';

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ModifyTargetGroup.html */
export const writeTargetGroup = defineWriter({
  levers: [
    {
      attributes: ['healthCheckIntervalSeconds', 'healthyThresholdCount'],
      write: ({ resource, to, changed }) =>
        one('elbv2', 'ModifyTargetGroup', {
          TargetGroupArn: resource.id,
          ...(changed('healthCheckIntervalSeconds') && {
            HealthCheckIntervalSeconds: to.healthCheckIntervalSeconds ?? null,
          }),
          ...(changed('healthyThresholdCount') && { HealthyThresholdCount: to.healthyThresholdCount ?? null }),
        }),
    },
    {
      attributes: ['slowStartSeconds'],
      write: ({ resource, to }) =>
        to.slowStartSeconds === null
          ? { cannot: 'Nobody asked for the slow start.' }
          : one('elbv2', 'ModifyTargetGroupAttributes', {
              TargetGroupArn: resource.id,
              Attributes: [{ Key: 'slow_start.duration_seconds', Value: String(to.slowStartSeconds) }],
            }),
    },
  ],
  fixed: 'A target group is known by its name.',
  notCreated: 'The snapshot does not hold network and checks of a target group.',
  notRemoved: 'Deleting a target group would take its targets out of the load balancer.',
});
