import { block, terraformType } from '../translation.ts';

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudwatch_composite_alarm */
export const cloudwatchCompositeAlarm = terraformType(
  'aws_cloudwatch_composite_alarm',
  'AWS::CloudWatch::CompositeAlarm',
  {
    AlarmName: 'alarm_name',
    AlarmRule: 'alarm_rule',
    ActionsEnabled: 'actions_enabled',
    AlarmActions: 'alarm_actions',
    OKActions: 'ok_actions',
    InsufficientDataActions: 'insufficient_data_actions',
    ActionsSuppressor: (alarm) => {
      const suppressor = block('actions_suppressor', { Alarm: 'alarm' });
      const one = typeof suppressor === 'function' ? suppressor(alarm) : undefined;
      return one && typeof one === 'object' && 'Alarm' in one ? one.Alarm : one;
    },
  },
  { name: 'alarm_name', idIsName: true },
);
