import type { SameVerdictCase } from '../same-verdict-case.ts';

export const cloudwatchAlarmCase: SameVerdictCase = {
  kind: 'cloudwatch-alarm',
  fault: 'it does nothing when it goes off',
  live: {
    cloudwatch: {
      metricAlarms: [
        {
          AlarmName: 'web-cpu',
          Namespace: 'AWS/ECS',
          MetricName: 'CPUUtilization',
          Dimensions: [
            { Name: 'ClusterName', Value: 'shop' },
            { Name: 'ServiceName', Value: 'web' },
          ],
          Statistic: 'Average',
          Period: 60,
          EvaluationPeriods: 3,
          Threshold: 80,
          ComparisonOperator: 'GreaterThanThreshold',
        },
      ],
    },
  },
  plan: [
    {
      type: 'aws_cloudwatch_metric_alarm',
      name: 'cpu',
      values: {
        alarm_name: 'web-cpu',
        namespace: 'AWS/ECS',
        metric_name: 'CPUUtilization',
        dimensions: { ClusterName: 'shop', ServiceName: 'web' },
        statistic: 'Average',
        period: 60,
        evaluation_periods: 3,
        threshold: 80,
        comparison_operator: 'GreaterThanThreshold',
        alarm_actions: [],
      },
      filled: { actions_enabled: true, treat_missing_data: 'missing', metric_query: [] },
    },
  ],
  template: {
    Cpu: {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: {
        AlarmName: 'web-cpu',
        Namespace: 'AWS/ECS',
        MetricName: 'CPUUtilization',
        Dimensions: [
          { Name: 'ClusterName', Value: 'shop' },
          { Name: 'ServiceName', Value: 'web' },
        ],
        Statistic: 'Average',
        Period: '60',
        EvaluationPeriods: 3,
        Threshold: 80,
        ComparisonOperator: 'GreaterThanThreshold',
        AlarmActions: [],
      },
    },
  },
  same: [],
  beside: [['alarm-without-action', 'web-cpu', 'fail']],
  afterApply: {
    attribute: 'aws_cloudwatch_metric_alarm.cpu.alarm_actions',
    property: 'Cpu.AlarmActions',
    unknown: ['alarm-without-action'],
  },
};
