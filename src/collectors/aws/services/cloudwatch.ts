import type { CompositeAlarm, LogAlarm, MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { cloudwatchAlarm } from '../../../resources/cloudwatch-alarm.ts';
import type { Collector, Context } from '../collector.ts';
import {
  type AnyAlarm,
  describeCompositeAlarm,
  describeLogAlarm,
  describeMetricAlarm,
} from '../describe/cloudwatch-alarm.ts';

const api = 'cloudwatch:DescribeAlarms';

/**
 * Alarms of every type; without AlarmTypes AWS tells metric alarms only. Log alarms are asked for apart, because a region
 * that does not know the type refuses the whole question; then there are none.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
 */
export const cloudwatch: Collector = {
  name: 'cloudwatch',
  scope: 'regional',
  reads: [{ api, kinds: ['cloudwatch-alarm'] }],
  async collect(context) {
    await Promise.all([
      readAlarms(context, ['MetricAlarm', 'CompositeAlarm'], []),
      readAlarms(context, ['LogAlarm'], ['ValidationError', 'ValidationException', 'InvalidParameterValue']),
    ]);
  },
};

type AlarmType = 'MetricAlarm' | 'CompositeAlarm' | 'LogAlarm';

async function readAlarms(context: Context, AlarmTypes: AlarmType[], gone: string[]): Promise<void> {
  const { DescribeAlarmsCommand } = await import('@aws-sdk/client-cloudwatch');
  const pages = context.pages(
    api,
    (token) => new DescribeAlarmsCommand({ AlarmTypes, MaxRecords: 100, NextToken: token }),
    { next: (page) => page.NextToken, items: (page) => alarmsOf(page, AlarmTypes), gone },
  );
  for await (const page of pages) {
    for (const [alarm, describe] of page) {
      for (const action of alarm.AlarmActions ?? []) context.name('sns-topic', action);
      context.add(cloudwatchAlarm, { api, item: alarm.AlarmName }, () => describe(context.account));
    }
  }
}

type Described = [AnyAlarm, (account: string) => ReturnType<typeof describeMetricAlarm>];

interface Page {
  MetricAlarms?: MetricAlarm[];
  CompositeAlarms?: CompositeAlarm[];
  LogAlarms?: LogAlarm[];
}

/** Alarms of the types that were asked for; an answer without any list makes no sense. */
function alarmsOf(page: Page, types: readonly AlarmType[]): Described[] | undefined {
  if (!page.MetricAlarms && !page.CompositeAlarms && !page.LogAlarms) return undefined;
  const ofType: Record<AlarmType, Described[]> = {
    MetricAlarm: (page.MetricAlarms ?? []).map((one) => [one, (account) => describeMetricAlarm(one, account)]),
    CompositeAlarm: (page.CompositeAlarms ?? []).map((one) => [one, () => describeCompositeAlarm(one)]),
    LogAlarm: (page.LogAlarms ?? []).map((one) => [one, () => describeLogAlarm(one)]),
  };
  return types.flatMap((type) => ofType[type]);
}
