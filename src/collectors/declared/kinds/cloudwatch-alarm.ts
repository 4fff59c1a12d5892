import { cloudwatchAlarm } from '../../../resources/cloudwatch-alarm.ts';
import { describeCompositeAlarm, describeMetricAlarm } from '../../aws/describe/cloudwatch-alarm.ts';
import { declare } from '../declaration.ts';
import { describedBy } from '../described.ts';

const names = Object.keys(cloudwatchAlarm.attributes.shape);

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-alarm.html */
export const metricAlarmDeclaration = declare({
  kind: cloudwatchAlarm,
  type: 'AWS::CloudWatch::Alarm',
  attributes: describedBy<Parameters<typeof describeMetricAlarm>[0]>(names, {
    answer: ({ bag }) => bag,
    describe: (alarm, { account }) => describeMetricAlarm(alarm, account),
    names: [
      'AlarmName',
      'AlarmActions.*',
      'OKActions.*',
      'InsufficientDataActions.*',
      'Dimensions.*.Value',
      'Metrics.*.MetricStat.Metric.Dimensions.*.Value',
    ],
  }) as never,
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-compositealarm.html */
export const compositeAlarmDeclaration = declare({
  kind: cloudwatchAlarm,
  type: 'AWS::CloudWatch::CompositeAlarm',
  attributes: describedBy<Parameters<typeof describeCompositeAlarm>[0]>(names, {
    answer: ({ bag }) => bag,
    describe: describeCompositeAlarm,
    names: ['AlarmName', 'AlarmActions.*', 'OKActions.*', 'InsufficientDataActions.*'],
  }) as never,
});
