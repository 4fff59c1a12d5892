import type { SameVerdictCase } from '../same-verdict-case.ts';

const threshold =
  '{"Dimensions":{"Key":"ANOMALY_TOTAL_IMPACT_PERCENTAGE","MatchOptions":["GREATER_THAN_OR_EQUAL"],"Values":["40"]}}';

export const anomalySubscriptionCase: SameVerdictCase = {
  kind: 'anomaly-subscription',
  fault: 'it does not name the monitor of all services',
  live: {},
  global: {
    'cost-explorer': {
      monitors: [
        { MonitorName: 'services', MonitorType: 'DIMENSIONAL', MonitorDimension: 'SERVICE' },
        {
          MonitorName: 'search-team',
          MonitorType: 'CUSTOM',
          MonitorSpecification: { Tags: { Key: 'team', Values: ['search'] } },
        },
      ],
      subscriptions: [
        {
          SubscriptionName: 'told',
          monitors: ['search-team'],
          Frequency: 'DAILY',
          Subscribers: [{ Type: 'EMAIL', Address: 'finops@example.com', Status: 'CONFIRMED' }],
          ThresholdExpression: JSON.parse(threshold),
        },
      ],
    },
  },
  plan: [
    {
      type: 'aws_ce_anomaly_monitor',
      name: 'services',
      values: { name: 'services', monitor_type: 'DIMENSIONAL', monitor_dimension: 'SERVICE' },
    },
    {
      type: 'aws_ce_anomaly_subscription',
      name: 'told',
      values: {
        name: 'told',
        frequency: 'DAILY',
        monitor_arn_list: ['arn:aws:ce::111122223333:anomalymonitor/search-team'],
        subscriber: [{ type: 'EMAIL', address: 'finops@example.com' }],
        threshold_expression: [
          {
            dimension: [
              { key: 'ANOMALY_TOTAL_IMPACT_PERCENTAGE', match_options: ['GREATER_THAN_OR_EQUAL'], values: ['40'] },
            ],
            and: [],
            or: [],
          },
        ],
      },
    },
  ],
  template: {
    Services: {
      Type: 'AWS::CE::AnomalyMonitor',
      Properties: { MonitorName: 'services', MonitorType: 'DIMENSIONAL', MonitorDimension: 'SERVICE' },
    },
    Told: {
      Type: 'AWS::CE::AnomalySubscription',
      Properties: {
        SubscriptionName: 'told',
        Frequency: 'DAILY',
        MonitorArnList: ['arn:aws:ce::111122223333:anomalymonitor/search-team'],
        Subscribers: [{ Type: 'EMAIL', Address: 'finops@example.com' }],
        ThresholdExpression: threshold,
      },
    },
  },
  same: [],
  beside: [],
  wholeAccount: [['anomaly-monitor-missing', '111122223333', 'fail']],
  afterApply: {
    attribute: 'aws_ce_anomaly_subscription.told.monitor_arn_list',
    property: 'Told.MonitorArnList',
    unknown: ['anomaly-monitor-missing'],
  },
};
