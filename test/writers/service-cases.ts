import type { WriteCase } from './write-case.ts';

const service = { cluster: 'shop', service: 'web' };
const alarm = {
  alarmName: 'web-cpu',
  type: 'metric',
  metrics: [
    {
      namespace: 'AWS/ECS',
      metricName: 'CPUUtilization',
      dimensions: { ClusterName: 'shop', ServiceName: 'web' },
      statistic: 'p95',
      periodSeconds: 60,
    },
  ],
  expressions: [],
  threshold: 85,
  comparisonOperator: 'GreaterThanThreshold',
  evaluationPeriods: 2,
  datapointsToAlarm: 2,
  treatMissingData: 'missing',
  actionsEnabled: true,
  alarmActions: ['arn:aws:sns:eu-central-1:111122223333:oncall'],
  otherActionCount: 0,
};
const throughput = 'arn:aws:bedrock:eu-central-1:111122223333:provisioned-model/8fq2v8vkjx01';

export const serviceCases: WriteCase[] = [
  {
    what: 'a desired count is written where somebody asks for it',
    kind: 'ecs-service',
    from: { desiredCount: 50 },
    to: { desiredCount: 5 },
    expected: [['ecs UpdateService', { ...service, desiredCount: 5 }]],
    caveat: /autoscaler owns/,
  },
  {
    what: 'percentages of a deployment are written as a pair',
    kind: 'ecs-service',
    base: { circuitBreakerEnabled: false, deploymentAlarms: [], deploymentStrategy: 'ROLLING' },
    from: { maximumPercent: 400, minimumHealthyPercent: 100 },
    to: { maximumPercent: 200, minimumHealthyPercent: 100 },
    expected: [
      [
        'ecs UpdateService',
        {
          ...service,
          deploymentConfiguration: {
            deploymentCircuitBreaker: { enable: false, rollback: false },
            maximumPercent: 200,
            minimumHealthyPercent: 100,
          },
        },
      ],
    ],
  },
  {
    what: 'percentages are not written beside a circuit breaker of which not all is known',
    kind: 'ecs-service',
    base: { circuitBreakerEnabled: true, deploymentStrategy: 'ROLLING' },
    from: { maximumPercent: 400 },
    to: { maximumPercent: 200 },
    expected: /whether its circuit breaker and alarms roll back/,
  },
  {
    what: 'a grace period is written, network is not',
    kind: 'ecs-service',
    from: { healthCheckGracePeriodSeconds: 0, subnets: ['subnet-1'] },
    to: { healthCheckGracePeriodSeconds: 60, subnets: ['subnet-2'] },
    expected: [['ecs UpdateService', { ...service, healthCheckGracePeriodSeconds: 60 }]],
    caveat: /A deployment writes.*\(subnets\)/,
  },
  {
    what: 'a capacity provider strategy is replaced by a deployment',
    kind: 'ecs-service',
    from: { capacityProviders: [{ name: 'FARGATE_SPOT', base: 0, weight: 1 }] },
    to: { capacityProviders: [{ name: 'FARGATE', base: 2, weight: 1 }] },
    expected: [
      [
        'ecs UpdateService',
        {
          ...service,
          capacityProviderStrategy: [{ capacityProvider: 'FARGATE', base: 2, weight: 1 }],
          forceNewDeployment: true,
        },
      ],
    ],
    caveat: /every task is replaced/,
  },
  { what: 'a service is not deleted', kind: 'ecs-service', to: null, expected: /stop what it serves/ },
  {
    what: 'Container Insights is a setting',
    kind: 'ecs-cluster',
    from: { containerInsights: 'enhanced' },
    to: { containerInsights: 'disabled' },
    expected: [
      ['ecs UpdateClusterSettings', { cluster: 'shop', settings: [{ name: 'containerInsights', value: 'disabled' }] }],
    ],
  },
  {
    what: 'without a commitment it is deleted',
    kind: 'bedrock-provisioned-throughput',
    base: { commitmentDuration: null, commitmentExpirationTime: null },
    to: null,
    expected: [['bedrock DeleteProvisionedModelThroughput', { provisionedModelId: throughput }]],
  },
  {
    what: 'while it is committed it is not deleted',
    kind: 'bedrock-provisioned-throughput',
    base: { commitmentDuration: 'OneMonth', commitmentExpirationTime: '2026-12-20T00:00:00Z' },
    to: null,
    expected: /committed until 2026-12-20T00:00:00Z/,
  },
  {
    what: 'model units cannot be changed',
    kind: 'bedrock-provisioned-throughput',
    from: { modelUnits: 4 },
    to: { modelUnits: 1 },
    expected: /^Model units cannot be changed/,
  },
  { what: 'it is not bought', kind: 'bedrock-provisioned-throughput', from: null, to: {}, expected: /is bought/ },
  {
    what: 'a budget that is new is deleted',
    kind: 'budget',
    to: null,
    expected: [['budgets DeleteBudget', { AccountId: '111122223333', BudgetName: 'daily-spend' }]],
  },
  {
    what: 'a limit is not written: filters and subscribers would be lost',
    kind: 'budget',
    from: { limitAmount: 30000 },
    to: { limitAmount: 3000 },
    expected: /replaces a budget.*limitAmount/,
  },
  {
    what: 'actions are switched on again',
    kind: 'cloudwatch-alarm',
    from: { actionsEnabled: false },
    to: { actionsEnabled: true },
    oneWay: true,
    expected: [['cloudwatch EnableAlarmActions', { AlarmNames: ['web-cpu'] }]],
  },
  {
    what: 'a threshold is not written: description and actions would be lost',
    kind: 'cloudwatch-alarm',
    from: { threshold: 99 },
    to: { threshold: 85 },
    expected: /put-metric-alarm replaces/,
  },
  {
    what: 'an alarm that is gone comes back as far as it is known',
    kind: 'cloudwatch-alarm',
    base: alarm,
    from: null,
    to: {},
    expected: [
      [
        'cloudwatch PutMetricAlarm',
        {
          AlarmName: 'web-cpu',
          Namespace: 'AWS/ECS',
          MetricName: 'CPUUtilization',
          Dimensions: [
            { Name: 'ClusterName', Value: 'shop' },
            { Name: 'ServiceName', Value: 'web' },
          ],
          ExtendedStatistic: 'p95',
          Period: 60,
          EvaluationPeriods: 2,
          DatapointsToAlarm: 2,
          Threshold: 85,
          ComparisonOperator: 'GreaterThanThreshold',
          TreatMissingData: 'missing',
          ActionsEnabled: true,
          AlarmActions: ['arn:aws:sns:eu-central-1:111122223333:oncall'],
        },
      ],
    ],
    caveat: /Description, unit and tags/,
  },
  {
    what: 'an alarm on metric math does not come back',
    kind: 'cloudwatch-alarm',
    base: { ...alarm, expressions: ['m1 / m2'] },
    from: null,
    to: {},
    expected: /does not hold the whole/,
  },
  {
    what: 'an alarm of the autoscaler is its policy’s',
    kind: 'cloudwatch-alarm',
    base: { ...alarm, alarmName: 'TargetTracking-service/shop/web-AlarmHigh-1' },
    to: null,
    expected: /put its scaling policy/,
  },
  {
    what: 'a rule is enabled',
    kind: 'eventbridge-rule',
    from: { state: 'DISABLED' },
    to: { state: 'ENABLED' },
    expected: [['events EnableRule', { Name: 'scaled-to-max' }]],
  },
  {
    what: 'a pattern is not kept',
    kind: 'eventbridge-rule',
    from: { targetServices: [] },
    to: { targetServices: ['sns'] },
    expected: /does not hold its pattern/,
  },
  {
    what: 'a schedule that is new is deleted',
    kind: 'scheduler-schedule',
    to: null,
    expected: [['scheduler DeleteSchedule', { Name: 'revert-web', GroupName: 'default' }]],
  },
  {
    what: 'a schedule is not updated: its role would be lost',
    kind: 'scheduler-schedule',
    from: { state: 'DISABLED' },
    to: { state: 'ENABLED' },
    expected: /does not hold the role/,
  },
  {
    what: 'health checks and slow start are written apart',
    kind: 'target-group',
    from: { healthCheckIntervalSeconds: 30, slowStartSeconds: 300 },
    to: { healthCheckIntervalSeconds: 10, slowStartSeconds: 0 },
    expected: [
      [
        'elbv2 ModifyTargetGroup',
        {
          TargetGroupArn: 'arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/web/73e2d6bc24d8a067',
          HealthCheckIntervalSeconds: 10,
        },
      ],
      [
        'elbv2 ModifyTargetGroupAttributes',
        {
          TargetGroupArn: 'arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/web/73e2d6bc24d8a067',
          Attributes: [{ Key: 'slow_start.duration_seconds', Value: '0' }],
        },
      ],
    ],
  },
  {
    what: 'launching is resumed, and the maximum is written',
    kind: 'autoscaling-group',
    from: { maxSize: 20, suspendedProcesses: ['AZRebalance', 'Launch'] },
    to: { maxSize: 10, suspendedProcesses: ['AZRebalance'] },
    oneWay: true,
    expected: [
      ['autoscaling UpdateAutoScalingGroup', { AutoScalingGroupName: 'shop-nodes', MaxSize: 10 }],
      ['autoscaling ResumeProcesses', { AutoScalingGroupName: 'shop-nodes', ScalingProcesses: ['Launch'] }],
    ],
    caveat: /are terminated/,
  },
  {
    what: 'high throughput is a setting of the region',
    kind: 'ssm-parameter-store',
    from: { highThroughput: false },
    to: { highThroughput: true },
    expected: [
      ['ssm UpdateServiceSetting', { SettingId: '/ssm/parameter-store/high-throughput-enabled', SettingValue: 'true' }],
    ],
  },
  {
    what: 'a quota is asked for',
    kind: 'service-quota',
    from: { value: 1000 },
    to: { value: 500 },
    expected: /lowers none/,
  },
];
