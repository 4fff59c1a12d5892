import { describe, expect, it } from 'vitest';
import { accountId, collect, type Declared, region } from './support.ts';

const api = 'cloudwatch:DescribeAlarms';
const topic = `arn:aws:sns:${region}:${accountId}:oncall`;
const logAlarm = {
  AlarmName: 'errors-in-logs',
  Threshold: 10,
  ComparisonOperator: 'GreaterThanThreshold',
  QueryResultsToEvaluate: 3,
  QueryResultsToAlarm: 2,
  AlarmActions: [topic],
  ScheduledQueryConfiguration: { QueryString: 'filter user = "planted@hidden.example"' },
};
const collectAlarms = (cloudwatch: NonNullable<Declared['cloudwatch']>, options = {}) =>
  collect({ cloudwatch }, options);

describe('alarms of every type', () => {
  it('are listed: metric, composite and log alarms, whose query is not kept', async () => {
    const { of, snapshot, calls, coverage } = await collectAlarms({
      metricAlarms: [{ AlarmName: 'cpu', Namespace: 'AWS/ECS', MetricName: 'CPUUtilization' }],
      compositeAlarms: [
        { AlarmName: 'sick', AlarmRule: 'ALARM("cpu")', ActionsSuppressor: 'night', OKActions: [topic] },
      ],
      logAlarms: [logAlarm],
    });
    expect(of('cloudwatch-alarm').map((one) => [one.name, one.attributes.type])).toEqual([
      ['cpu', 'metric'],
      ['errors-in-logs', 'log'],
      ['sick', 'composite'],
    ]);
    expect(of('cloudwatch-alarm')[1]?.attributes).toMatchObject({
      metrics: [],
      expressions: [],
      threshold: 10,
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
      alarmActions: [topic],
    });
    expect(of('cloudwatch-alarm')[2]?.attributes).toMatchObject({ actionsSuppressor: 'night', otherActionCount: 1 });
    expect(JSON.stringify(snapshot)).not.toMatch(/planted|hidden/);
    expect(calls('DescribeAlarms')).toBe(2);
    expect(coverage(api)).toMatchObject({ status: 'ok', complete: true });
  });

  it('a region that does not know log alarms has none', async () => {
    const { of, coverage } = await collectAlarms(
      { metricAlarms: [{ AlarmName: 'cpu', Namespace: 'AWS/ECS', MetricName: 'CPUUtilization' }] },
      {
        respond: ({ input }: { input: { AlarmTypes?: string[] } }) =>
          input.AlarmTypes?.includes('LogAlarm')
            ? { error: { code: 'ValidationException', message: "Value '[LogAlarm]' at 'alarmTypes' failed" } }
            : undefined,
      },
    );
    expect(of('cloudwatch-alarm')).toHaveLength(1);
    expect(coverage(api)).toMatchObject({ status: 'ok', complete: true });
  });

  it('a PromQL alarm has its query and no metric', async () => {
    const Query = 'max({"CPUUtilization"}) > 80';
    const { of } = await collectAlarms({
      metricAlarms: [{ AlarmName: 'promql', EvaluationCriteria: { PromQLCriteria: { Query } } }],
    });
    expect(of('cloudwatch-alarm')[0]?.attributes).toMatchObject({ metrics: [], expressions: [Query], threshold: null });
  });

  it('metrics of other accounts say nothing of what this one holds', async () => {
    const stat = (Id: string, AccountId?: string) => ({
      Id,
      AccountId,
      MetricStat: {
        Metric: {
          Namespace: 'AWS/ECS',
          MetricName: 'CPUUtilization',
          Dimensions: [{ Name: 'ServiceName', Value: Id }],
        },
        Period: 60,
        Stat: 'Average',
      },
    });
    const { of } = await collectAlarms({
      metricAlarms: [
        { AlarmName: 'a', Metrics: [stat('mine'), stat('also', accountId), stat('theirs', '999999999999')] },
      ],
    });
    expect(of('cloudwatch-alarm')[0]?.attributes.metrics).toMatchObject([
      { dimensions: { ServiceName: 'mine' } },
      { dimensions: { ServiceName: 'also' } },
    ]);
  });

  it.each(['denied', 'empty'] as const)('%s: nobody can say that there is none', async (how) => {
    const { coverage } = await collectAlarms({}, { faults: [{ api, do: how }] });
    expect(coverage(api)).toMatchObject({ status: how === 'denied' ? 'denied' : 'malformed', complete: false });
  });
});
