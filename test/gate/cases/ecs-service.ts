import type { SameVerdictCase } from '../same-verdict-case.ts';

export const ecsServiceCase: SameVerdictCase = {
  kind: 'ecs-service',
  fault: 'nothing gives up a deployment whose tasks never start',
  live: {
    ecs: {
      clusters: [{ clusterName: 'shop' }],
      services: [
        {
          serviceName: 'web',
          cluster: 'shop',
          desiredCount: 4,
          launchType: 'FARGATE',
          taskDefinition: 'web:3',
          deploymentConfiguration: { maximumPercent: 200, minimumHealthyPercent: 100 },
        },
      ],
      taskDefinitions: [
        {
          family: 'web',
          revision: 3,
          cpu: '256',
          memory: '512',
          containerDefinitions: [{ name: 'web', image: 'web' }],
        },
      ],
    },
  },
  plan: [
    { type: 'aws_ecs_cluster', name: 'shop', values: { name: 'shop' }, filled: { setting: [] } },
    {
      type: 'aws_ecs_task_definition',
      name: 'web',
      values: {
        family: 'web',
        cpu: '256',
        memory: '512',
        container_definitions: JSON.stringify([{ name: 'web', image: 'web' }]),
      },
    },
    {
      type: 'aws_ecs_service',
      name: 'web',
      values: {
        name: 'web',
        cluster: 'arn:aws:ecs:eu-central-1:111122223333:cluster/shop',
        desired_count: 4,
        launch_type: 'FARGATE',
        task_definition: 'web:3',
        deployment_circuit_breaker: [],
      },
      filled: {
        deployment_maximum_percent: 200,
        deployment_minimum_healthy_percent: 100,
        scheduling_strategy: 'REPLICA',
      },
    },
  ],
  template: {
    Shop: { Type: 'AWS::ECS::Cluster', Properties: { ClusterName: 'shop' } },
    Task: {
      Type: 'AWS::ECS::TaskDefinition',
      Properties: {
        Family: 'web',
        Cpu: '256',
        Memory: '512',
        ContainerDefinitions: [{ Name: 'web', Image: 'web' }],
      },
    },
    Web: {
      Type: 'AWS::ECS::Service',
      Properties: {
        ServiceName: 'web',
        Cluster: { Ref: 'Shop' },
        DesiredCount: 4,
        LaunchType: 'FARGATE',
        TaskDefinition: { Ref: 'Task' },
        DeploymentConfiguration: { MaximumPercent: 200 },
      },
    },
  },
  same: [['ecs-circuit-breaker-off', 'shop/web', 'fail']],
  beside: [['ecs-service-not-scaled', 'shop/web', 'fail']],
  afterApply: {
    attribute: 'aws_ecs_service.web.deployment_circuit_breaker',
    property: 'Web.DeploymentConfiguration',
    unknown: ['ecs-circuit-breaker-off'],
  },
};
