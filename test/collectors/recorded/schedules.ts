import type { ListRulesCommandOutput, ListTargetsByRuleCommandOutput } from '@aws-sdk/client-eventbridge';
import type { GetScheduleCommandOutput } from '@aws-sdk/client-scheduler';
import { expect } from 'vitest';
import { expectResources, isoText, reading } from './reading.ts';

/** None of the recorded rules is about Application Auto Scaling, so that none is kept. */
const listRules = reading<ListRulesCommandOutput>({
  api: 'events:ListRules',
  answer: ({ operation }, data) => (operation === 'ListRules' ? data : undefined),
  check: (collected, data) => {
    expect(data.Rules?.length).toBeGreaterThan(0);
    expectResources(collected, 'eventbridge-rule', []);
    expect(collected.calls('ListTargetsByRule')).toBe(0);
  },
});

const rule = { Name: 'at-maximum', EventPattern: '{"source":["aws.application-autoscaling"]}', State: 'ENABLED' };

const listTargets = reading<ListTargetsByRuleCommandOutput>({
  api: 'events:ListTargetsByRule',
  answer: ({ operation }, data) => {
    if (operation === 'ListRules')
      return { Rules: [{ ...rule, Arn: 'arn:aws:events:eu-central-1:1:rule/at-maximum' }] };
    return operation === 'ListTargetsByRule' ? data : undefined;
  },
  check: (collected, data) => {
    const services = (data.Targets ?? []).map(({ Arn }) => Arn?.split(':')[2]).sort();
    expectResources(collected, 'eventbridge-rule', [
      {
        key: 'at-maximum',
        attributes: { ruleName: 'at-maximum', state: 'ENABLED', schedule: null, targetServices: services },
      },
    ]);
    for (const { Id, RoleArn } of data.Targets ?? []) {
      expect(JSON.stringify(collected.snapshot)).not.toContain(Id);
      if (RoleArn !== undefined) expect(JSON.stringify(collected.snapshot)).not.toContain(RoleArn);
    }
  },
});

const getSchedule = reading<GetScheduleCommandOutput>({
  api: 'scheduler:GetSchedule',
  gone: 'ResourceNotFoundException',
  answer: ({ operation }, data) => {
    const target = { Arn: 'arn:aws:lambda:us-east-1:644160558196:function:custodian' };
    if (operation === 'ListSchedules') return { Schedules: [{ Name: 'recorded', Target: target }] };
    return operation === 'GetSchedule' ? data : undefined;
  },
  check: (collected, data) => {
    expectResources(collected, 'scheduler-schedule', [
      {
        key: `${data.GroupName}/${data.Name}`,
        id: data.Arn,
        attributes: {
          state: data.State,
          schedule: data.ScheduleExpression,
          timezone: data.ScheduleExpressionTimezone,
          startTime: null,
          endTime: null,
          targetService: 'lambda',
          targetAction: 'invoke',
          resourceId: null,
          minCapacity: null,
        },
        observed: { createdAt: isoText(data.CreationDate) },
      },
    ]);
    expect(JSON.stringify(collected.snapshot)).not.toContain(data.Target?.RoleArn);
  },
});

export const schedules = {
  'events.ListRules': listRules,
  'events.ListTargetsByRule': listTargets,
  'scheduler.GetSchedule': getSchedule,
};
