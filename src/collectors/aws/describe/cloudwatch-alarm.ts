import type { CompositeAlarm, Dimension, LogAlarm, MetricAlarm, MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { compareText } from '../../../model/snapshot.ts';
import { type cloudwatchAlarm, cloudwatchAlarmDefaults } from '../../../resources/cloudwatch-alarm.ts';
import { withDefaults } from '../../../resources/kind.ts';
import type { DraftOf } from '../collector.ts';
import { isoTime } from '../format.ts';

/** @param account whose alarms these are: a metric of another account says nothing of what this one holds */
export function describeMetricAlarm(alarm: MetricAlarm, account: string): DraftOf<typeof cloudwatchAlarm> {
  const queries = (alarm.Metrics ?? []).filter(({ AccountId = account }) => AccountId === account);
  const given = {
    ...common(alarm),
    type: 'metric',
    metrics: [...ownMetric(alarm), ...queries.flatMap(queriedMetric)],
    expressions: [
      ...queries.flatMap((query) => query.Expression ?? []),
      ...[alarm.EvaluationCriteria?.PromQLCriteria?.Query ?? []].flat(),
    ],
    alarmRule: null,
    threshold: alarm.Threshold ?? null,
    comparisonOperator: alarm.ComparisonOperator ?? null,
    evaluationPeriods: alarm.EvaluationPeriods ?? null,
    datapointsToAlarm: alarm.DatapointsToAlarm ?? null,
    treatMissingData: alarm.TreatMissingData,
  };
  const all = alarm.EvaluationPeriods;
  const defaults = { ...cloudwatchAlarmDefaults, ...(all !== undefined && { datapointsToAlarm: all }) };
  return { ...withDefaults(given, defaults), ...surroundings(alarm) };
}

export type AnyAlarm = MetricAlarm | CompositeAlarm | LogAlarm;

export function describeCompositeAlarm(alarm: CompositeAlarm): DraftOf<typeof cloudwatchAlarm> {
  const given = {
    ...common(alarm),
    type: 'composite',
    metrics: [],
    expressions: [],
    alarmRule: alarm.AlarmRule,
    threshold: null,
    comparisonOperator: null,
    evaluationPeriods: null,
    datapointsToAlarm: null,
    treatMissingData: null,
  };
  const { actionsEnabled } = cloudwatchAlarmDefaults;
  return { ...withDefaults(given, { actionsEnabled }), ...surroundings(alarm) };
}

/** An alarm on log lines; it looks at no metric, and its query may hold what nobody wants in a snapshot. */
export function describeLogAlarm(alarm: LogAlarm): DraftOf<typeof cloudwatchAlarm> {
  const given = {
    ...common(alarm),
    type: 'log',
    metrics: [],
    expressions: [],
    alarmRule: null,
    threshold: alarm.Threshold ?? null,
    comparisonOperator: alarm.ComparisonOperator ?? null,
    evaluationPeriods: alarm.QueryResultsToEvaluate ?? null,
    datapointsToAlarm: alarm.QueryResultsToAlarm ?? null,
    treatMissingData: alarm.TreatMissingData,
  };
  return { ...withDefaults(given, cloudwatchAlarmDefaults), ...surroundings(alarm) };
}

function common(alarm: AnyAlarm) {
  return {
    alarmName: alarm.AlarmName,
    actionsEnabled: alarm.ActionsEnabled,
    alarmActions: (alarm.AlarmActions ?? []).toSorted(compareText),
    otherActionCount: (alarm.OKActions?.length ?? 0) + (alarm.InsufficientDataActions?.length ?? 0),
    actionsSuppressor: ('ActionsSuppressor' in alarm && alarm.ActionsSuppressor) || null,
  };
}

function surroundings(alarm: AnyAlarm) {
  const since = alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp;
  return { id: alarm.AlarmArn, observed: { state: alarm.StateValue ?? null, stateSince: isoTime(since) } };
}

function ownMetric(alarm: MetricAlarm) {
  if (alarm.MetricName === undefined) return [];
  return [
    {
      namespace: alarm.Namespace ?? null,
      metricName: alarm.MetricName,
      dimensions: dimensionRecord(alarm.Dimensions),
      statistic: alarm.Statistic ?? alarm.ExtendedStatistic ?? null,
      periodSeconds: alarm.Period ?? null,
    },
  ];
}

function queriedMetric({ MetricStat }: MetricDataQuery) {
  if (!MetricStat) return [];
  return [
    {
      namespace: MetricStat.Metric?.Namespace ?? null,
      metricName: MetricStat.Metric?.MetricName ?? null,
      dimensions: dimensionRecord(MetricStat.Metric?.Dimensions),
      statistic: MetricStat.Stat ?? null,
      periodSeconds: MetricStat.Period ?? null,
    },
  ];
}

function dimensionRecord(dimensions: readonly Dimension[] | undefined): Record<string, string> {
  const entries = (dimensions ?? []).map(({ Name, Value }) => [Name, Value] as const);
  if (entries.some((entry) => entry.includes(undefined))) throw new TypeError('a dimension without a name or value');
  return Object.fromEntries(entries);
}
