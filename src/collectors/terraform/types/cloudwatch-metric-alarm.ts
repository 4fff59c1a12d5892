import { type Declared, isObject, isUnresolved } from '../../declared/value.ts';
import { block, blocks, type Translated, terraformType } from '../translation.ts';

/** A map of names to values, as the list that AWS knows. */
const dimensions: Translated = ({ dimensions: map }) => {
  if (map === undefined || isUnresolved(map)) return map;
  if (!isObject(map)) return undefined;
  return Object.entries(map).map(([Name, Value]): Declared => ({ Name, Value }));
};

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudwatch_metric_alarm */
export const cloudwatchMetricAlarm = terraformType(
  'aws_cloudwatch_metric_alarm',
  'AWS::CloudWatch::Alarm',
  {
    AlarmName: 'alarm_name',
    MetricName: 'metric_name',
    Namespace: 'namespace',
    Dimensions: dimensions,
    Statistic: 'statistic',
    ExtendedStatistic: 'extended_statistic',
    Period: 'period',
    EvaluationPeriods: 'evaluation_periods',
    DatapointsToAlarm: 'datapoints_to_alarm',
    Threshold: 'threshold',
    ComparisonOperator: 'comparison_operator',
    TreatMissingData: 'treat_missing_data',
    ActionsEnabled: 'actions_enabled',
    AlarmActions: 'alarm_actions',
    OKActions: 'ok_actions',
    InsufficientDataActions: 'insufficient_data_actions',
    Metrics: blocks('metric_query', {
      Id: 'id',
      AccountId: 'account_id',
      Expression: 'expression',
      MetricStat: block('metric', {
        Metric: (metric) => ({
          Namespace: metric.namespace,
          MetricName: metric.metric_name,
          Dimensions: (dimensions as (metric: object) => Declared)(metric),
        }),
        Period: 'period',
        Stat: 'stat',
      }),
    }),
  },
  { name: 'alarm_name', idIsName: true },
);
