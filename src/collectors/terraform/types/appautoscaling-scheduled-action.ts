import { block, terraformType } from '../translation.ts';

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/appautoscaling_scheduled_action */
export const appautoscalingScheduledAction = terraformType(
  'aws_appautoscaling_scheduled_action',
  'AWS::ApplicationAutoScaling::ScheduledAction',
  {
    ScheduledActionName: 'name',
    ServiceNamespace: 'service_namespace',
    ResourceId: 'resource_id',
    ScalableDimension: 'scalable_dimension',
    Schedule: 'schedule',
    Timezone: 'timezone',
    StartTime: 'start_time',
    EndTime: 'end_time',
    ScalableTargetAction: block('scalable_target_action', { MinCapacity: 'min_capacity', MaxCapacity: 'max_capacity' }),
  },
);
