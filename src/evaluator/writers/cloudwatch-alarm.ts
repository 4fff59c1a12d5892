import type { Json, Resource } from '../../model/snapshot.ts';
import { defineWriter, one, present } from './define-writer.ts';
import type { Attributes, Plan } from './writer.ts';

interface Metric {
  namespace: string | null;
  metricName: string | null;
  dimensions: Record<string, string>;
  statistic: string | null;
  periodSeconds: number | null;
}

const isAutoscalers = (name: Json | undefined) => /^TargetTracking-/.test(String(name));
const autoscalers = { cannot: 'Application Auto Scaling makes this alarm: put its scaling policy instead.' };

/** An alarm that is gone comes back as far as the snapshot holds it; one that is there would lose what it does not hold. */
function create(_: Resource, alarm: Attributes): Plan {
  if (isAutoscalers(alarm.alarmName)) return autoscalers;
  const [metric, ...others] = (alarm.metrics ?? []) as unknown as Metric[];
  const expressions = (alarm.expressions ?? []) as string[];
  const whole = metric && others.length === 0 && expressions.length === 0 && typeof alarm.threshold === 'number';
  if (alarm.type !== 'metric' || !whole || alarm.otherActionCount !== 0) {
    return { cannot: 'The snapshot does not hold the whole of this alarm: expressions, bands and other actions.' };
  }
  const plain = /^(SampleCount|Average|Sum|Minimum|Maximum)$/.test(metric.statistic ?? '');
  return one(
    'cloudwatch',
    'PutMetricAlarm',
    present({
      AlarmName: alarm.alarmName,
      Namespace: metric.namespace,
      MetricName: metric.metricName,
      Dimensions: Object.entries(metric.dimensions).map(([Name, Value]) => ({ Name, Value })),
      [plain ? 'Statistic' : 'ExtendedStatistic']: metric.statistic,
      Period: metric.periodSeconds,
      EvaluationPeriods: alarm.evaluationPeriods,
      DatapointsToAlarm: alarm.datapointsToAlarm,
      Threshold: alarm.threshold,
      ComparisonOperator: alarm.comparisonOperator,
      TreatMissingData: alarm.treatMissingData,
      ActionsEnabled: alarm.actionsEnabled,
      AlarmActions: alarm.alarmActions,
    }),
    'Description, unit and tags are not in the snapshot.',
  );
}

export const writeCloudwatchAlarm = defineWriter({
  levers: [
    {
      attributes: ['actionsEnabled'],
      write: ({ resource, to }) =>
        one('cloudwatch', to.actionsEnabled ? 'EnableAlarmActions' : 'DisableAlarmActions', {
          AlarmNames: [resource.key],
        }),
    },
  ],
  fixed:
    'put-metric-alarm replaces an alarm, and the snapshot does not hold its description, its unit and all of its actions.',
  create,
  remove: ({ key }) => (isAutoscalers(key) ? autoscalers : one('cloudwatch', 'DeleteAlarms', { AlarmNames: [key] })),
});
