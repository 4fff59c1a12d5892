import { filled } from '../../declared/value.ts';
import { allTags, block, blocks, mapped, terraformType } from '../translation.ts';

const emptyIsNone = (name: string) => mapped(name, (value) => (value === '' ? undefined : value));

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecs_service */
export const ecsService = terraformType(
  'aws_ecs_service',
  'AWS::ECS::Service',
  {
    ServiceName: 'name',
    Cluster: emptyIsNone('cluster'),
    SchedulingStrategy: 'scheduling_strategy',
    // The provider sends 0 where nobody sets it; daemons have no count.
    DesiredCount: ({ desired_count: count, scheduling_strategy: strategy }) =>
      count ?? (strategy === 'DAEMON' ? undefined : filled(0)),
    LaunchType: emptyIsNone('launch_type'),
    CapacityProviderStrategy: blocks('capacity_provider_strategy', {
      CapacityProvider: 'capacity_provider',
      Base: 'base',
      Weight: 'weight',
    }),
    DeploymentController: block('deployment_controller', { Type: 'type' }),
    DeploymentConfiguration: (service) => ({
      MaximumPercent: service.deployment_maximum_percent,
      MinimumHealthyPercent: service.deployment_minimum_healthy_percent,
      DeploymentCircuitBreaker: part(service, block('deployment_circuit_breaker', { Enable: 'enable' })),
      Alarms: part(service, block('alarms', { Enable: 'enable', AlarmNames: 'alarm_names' })),
      Strategy: inConfiguration(service, 'strategy'),
      BakeTimeInMinutes: inConfiguration(service, 'bake_time_in_minutes'),
    }),
    NetworkConfiguration: (service) => {
      const awsvpc = part(service, block('network_configuration', { Subnets: 'subnets' }));
      return awsvpc === undefined ? undefined : { AwsvpcConfiguration: awsvpc };
    },
    LoadBalancers: blocks('load_balancer', {
      TargetGroupArn: emptyIsNone('target_group_arn'),
      AdvancedConfiguration: block('advanced_configuration', {
        AlternateTargetGroupArn: 'alternate_target_group_arn',
      }),
    }),
    HealthCheckGracePeriodSeconds: 'health_check_grace_period_seconds',
    TaskDefinition: emptyIsNone('task_definition'),
    Tags: allTags,
  },
  { name: 'name' },
);

type Attributes = Parameters<Exclude<ReturnType<typeof block>, string>>[0];

const part = (attributes: Attributes, translated: ReturnType<typeof block>) =>
  typeof translated === 'string' ? attributes[translated] : translated(attributes);

function inConfiguration(service: Attributes, name: string) {
  const found = part(service, block('deployment_configuration', { Value: name }));
  return found && typeof found === 'object' && 'Value' in found ? found.Value : undefined;
}
