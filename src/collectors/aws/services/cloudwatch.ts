import type { CompositeAlarm, MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { cloudwatchAlarm } from '../../../resources/cloudwatch-alarm.ts';
import type { Collector } from '../collector.ts';
import { describeCompositeAlarm, describeMetricAlarm } from '../describe/cloudwatch-alarm.ts';

const api = 'cloudwatch:DescribeAlarms';

/** Metric and composite alarms; without AlarmTypes AWS tells metric alarms only. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
export const cloudwatch: Collector = {
  name: 'cloudwatch',
  scope: 'regional',
  reads: [{ api, kinds: ['cloudwatch-alarm'] }],
  async collect(context) {
    const { DescribeAlarmsCommand } = await import('@aws-sdk/client-cloudwatch');
    const pages = context.pages(
      api,
      (token) =>
        new DescribeAlarmsCommand({
          AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
          MaxRecords: 100,
          NextToken: token,
        }),
      { next: (page) => page.NextToken, items: alarmsOf },
    );
    for await (const page of pages) {
      for (const alarm of page) {
        for (const action of alarm.AlarmActions ?? []) context.name('sns-topic', action);
        context.add(cloudwatchAlarm, { api, item: alarm.AlarmName }, () =>
          'AlarmRule' in alarm ? describeCompositeAlarm(alarm) : describeMetricAlarm(alarm),
        );
      }
    }
  },
};

function alarmsOf(page: { MetricAlarms?: MetricAlarm[]; CompositeAlarms?: CompositeAlarm[] }) {
  if (!page.MetricAlarms && !page.CompositeAlarms) return undefined;
  return [...(page.MetricAlarms ?? []), ...(page.CompositeAlarms ?? [])];
}
