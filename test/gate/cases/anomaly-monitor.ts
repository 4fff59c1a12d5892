import type { SameVerdictCase } from '../same-verdict-case.ts';

export const anomalyMonitorCase: SameVerdictCase = {
  kind: 'anomaly-monitor',
  fault: 'it watches a part of the costs only',
  live: {},
  global: {
    'cost-explorer': {
      monitors: [
        {
          MonitorName: 'search-team',
          MonitorType: 'CUSTOM',
          MonitorSpecification: { Tags: { Key: 'team', Values: ['search'] } },
        },
      ],
    },
  },
  plan: [
    {
      type: 'aws_ce_anomaly_monitor',
      name: 'team',
      values: {
        name: 'search-team',
        monitor_type: 'CUSTOM',
        monitor_specification: '{"Tags":{"Key":"team","Values":["search"]}}',
      },
    },
  ],
  template: {
    Team: {
      Type: 'AWS::CE::AnomalyMonitor',
      Properties: {
        MonitorName: 'search-team',
        MonitorType: 'CUSTOM',
        MonitorSpecification: '{"Tags":{"Key":"team","Values":["search"]}}',
      },
    },
  },
  same: [],
  beside: [],
  wholeAccount: [['anomaly-monitor-missing', '111122223333', 'fail']],
  afterApply: {
    attribute: 'aws_ce_anomaly_monitor.team.monitor_type',
    property: 'Team.MonitorType',
    unknown: ['anomaly-monitor-missing'],
  },
};
