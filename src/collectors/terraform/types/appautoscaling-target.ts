import { allTags, block, terraformType } from '../translation.ts';

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/appautoscaling_target */
export const appautoscalingTarget = terraformType(
  'aws_appautoscaling_target',
  'AWS::ApplicationAutoScaling::ScalableTarget',
  {
    ServiceNamespace: 'service_namespace',
    ResourceId: 'resource_id',
    ScalableDimension: 'scalable_dimension',
    MinCapacity: 'min_capacity',
    MaxCapacity: 'max_capacity',
    Tags: allTags,
    SuspendedState: block('suspended_state', {
      DynamicScalingInSuspended: 'dynamic_scaling_in_suspended',
      DynamicScalingOutSuspended: 'dynamic_scaling_out_suspended',
      ScheduledScalingSuspended: 'scheduled_scaling_suspended',
    }),
  },
  { name: 'resource_id', idIsName: true },
);
