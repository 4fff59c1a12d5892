import { block, terraformType } from '../translation.ts';

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/scheduler_schedule */
export const schedulerSchedule = terraformType('aws_scheduler_schedule', 'AWS::Scheduler::Schedule', {
  Name: 'name',
  GroupName: 'group_name',
  State: 'state',
  ScheduleExpression: 'schedule_expression',
  ScheduleExpressionTimezone: 'schedule_expression_timezone',
  StartDate: 'start_date',
  EndDate: 'end_date',
  Target: block('target', { Arn: 'arn', Input: 'input' }),
});
