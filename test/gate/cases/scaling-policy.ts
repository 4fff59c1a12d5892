import type { SameVerdictCase } from '../same-verdict-case.ts';

const target = {
  ServiceNamespace: 'ecs',
  ResourceId: 'service/shop/web',
  ScalableDimension: 'ecs:service:DesiredCount',
};
const tracking = {
  TargetValue: 92,
  ScaleOutCooldown: 900,
  PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
};
const key = 'ecs|service/shop/web|ecs:service:DesiredCount|cpu';

export const scalingPolicyCase: SameVerdictCase = {
  kind: 'scaling-policy',
  fault: 'it waits for 92 % and then for a quarter of an hour',
  live: {
    ecs: {
      clusters: [{ clusterName: 'shop' }],
      services: [{ serviceName: 'web', cluster: 'shop', desiredCount: 4, launchType: 'FARGATE' }],
    },
    'application-autoscaling': {
      scalableTargets: [{ ...target, MinCapacity: 4, MaxCapacity: 40 }],
      scalingPolicies: [
        {
          ...target,
          PolicyName: 'cpu',
          PolicyType: 'TargetTrackingScaling',
          TargetTrackingScalingPolicyConfiguration: tracking,
        },
      ],
    },
  },
  plan: [
    {
      type: 'aws_ecs_service',
      name: 'web',
      values: { name: 'web', cluster: 'shop', desired_count: 4, launch_type: 'FARGATE', task_definition: 'web:1' },
      filled: { scheduling_strategy: 'REPLICA', deployment_controller: [] },
    },
    {
      type: 'aws_appautoscaling_target',
      name: 'web',
      values: {
        service_namespace: 'ecs',
        resource_id: 'service/shop/web',
        scalable_dimension: 'ecs:service:DesiredCount',
        min_capacity: 4,
        max_capacity: 40,
      },
    },
    {
      type: 'aws_appautoscaling_policy',
      name: 'cpu',
      values: {
        name: 'cpu',
        policy_type: 'TargetTrackingScaling',
        service_namespace: 'ecs',
        resource_id: 'service/shop/web',
        scalable_dimension: 'ecs:service:DesiredCount',
        target_tracking_scaling_policy_configuration: [
          {
            target_value: 92,
            scale_out_cooldown: 900,
            scale_in_cooldown: null,
            disable_scale_in: false,
            predefined_metric_specification: [
              { predefined_metric_type: 'ECSServiceAverageCPUUtilization', resource_label: null },
            ],
            customized_metric_specification: [],
          },
        ],
        step_scaling_policy_configuration: [],
      },
      references: {
        resource_id: ['aws_appautoscaling_target.web.resource_id', 'aws_appautoscaling_target.web'],
      },
    },
  ],
  template: {
    Web: {
      Type: 'AWS::ECS::Service',
      Properties: {
        ServiceName: 'web',
        Cluster: 'shop',
        DesiredCount: 4,
        LaunchType: 'FARGATE',
        TaskDefinition: 'web:1',
      },
    },
    Target: {
      Type: 'AWS::ApplicationAutoScaling::ScalableTarget',
      Properties: {
        ServiceNamespace: 'ecs',
        ResourceId: { 'Fn::Join': ['/', ['service', 'shop', { 'Fn::GetAtt': ['Web', 'Name'] }]] },
        ScalableDimension: 'ecs:service:DesiredCount',
        MinCapacity: 4,
        MaxCapacity: 40,
      },
    },
    Policy: {
      Type: 'AWS::ApplicationAutoScaling::ScalingPolicy',
      Properties: {
        PolicyName: 'cpu',
        PolicyType: 'TargetTrackingScaling',
        ScalingTargetId: { Ref: 'Target' },
        TargetTrackingScalingPolicyConfiguration: tracking,
      },
    },
  },
  same: [
    ['ecs-scale-out-cooldown-long', key, 'fail'],
    ['target-utilization-high', key, 'fail'],
  ],
  beside: [],
  afterApply: {
    attribute: 'aws_appautoscaling_policy.cpu.target_tracking_scaling_policy_configuration',
    property: 'Policy.TargetTrackingScalingPolicyConfiguration',
    unknown: ['ecs-scale-out-cooldown-long', 'target-utilization-high'],
  },
};
