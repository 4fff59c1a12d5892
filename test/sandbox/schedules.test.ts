import { ListRulesCommand, ListTargetsByRuleCommand } from '@aws-sdk/client-eventbridge';
import { GetScheduleCommand, ListSchedulesCommand, paginateListSchedules } from '@aws-sdk/client-scheduler';
import { describe, expect, test } from 'vitest';
import { names, pagesOf, serve } from './serving.ts';

const Arn = 'arn:aws:sns:eu-west-1:111122223333:oncall';

describe('EventBridge rules', () => {
  test('come up to 100 a page, of one bus', async () => {
    const rules = names('r', 130).map((Name) => ({ Name, EventPattern: '{}' }));
    const { events } = await serve({ eventbridge: { rules: [...rules, { Name: 'x', EventBusName: 'orders' }] } });
    const first = await events.send(new ListRulesCommand({}));
    expect(first.Rules).toHaveLength(100);
    const rest = await events.send(new ListRulesCommand({ NextToken: first.NextToken, Limit: 100 }));
    expect([rest.Rules?.length, rest.NextToken]).toEqual([30, undefined]);
    const other = await events.send(new ListRulesCommand({ EventBusName: 'orders' }));
    expect(other.Rules).toEqual([
      {
        Name: 'x',
        Arn: 'arn:aws:events:eu-west-1:111122223333:rule/orders/x',
        State: 'ENABLED',
        EventBusName: 'orders',
      },
    ]);
    await expect(events.send(new ListRulesCommand({ Limit: 101 }))).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });

  test('have targets; a rule that does not exist has an error', async () => {
    const { events } = await serve({ eventbridge: { rules: [{ Name: 'r', targets: [{ Arn }] }] } });
    const { Targets } = await events.send(new ListTargetsByRuleCommand({ Rule: 'r' }));
    expect(Targets).toEqual([{ Id: 'target-0', Arn }]);
    await expect(events.send(new ListTargetsByRuleCommand({ Rule: 's' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });
});

describe('Scheduler schedules', () => {
  const Target = { Arn, RoleArn: 'arn:aws:iam::111122223333:role/r', Input: '{}' };
  test('come up to 100 a page, without when they run', async () => {
    const schedules = names('s', 130).map((Name) => ({ Name, ScheduleExpression: 'rate(1 day)', Target }));
    const { scheduler: client } = await serve({ scheduler: { schedules } });
    const read = (pageSize?: number) =>
      pagesOf(paginateListSchedules({ client, pageSize }, {}), (page) => page.Schedules);
    const { sizes, items } = await read();
    expect(sizes).toEqual([100, 30]);
    expect(items[0]).toMatchObject({ Name: 's-0000', GroupName: 'default', State: 'ENABLED', Target: { Arn } });
    expect(items[0]).not.toHaveProperty('ScheduleExpression');
    expect(items[0]?.Target).toEqual({ Arn });
    await expect(read(101)).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('are described by group and name, or do not exist', async () => {
    const schedules = [
      { Name: 'a', ScheduleExpression: 'rate(1 day)', Target },
      { Name: 'a', GroupName: 'g', ScheduleExpression: 'rate(2 days)', State: 'DISABLED', Target },
    ];
    const { scheduler } = await serve({ scheduler: { schedules } });
    const own = await scheduler.send(new GetScheduleCommand({ Name: 'a' }));
    expect(own).toMatchObject({ ScheduleExpression: 'rate(1 day)', ScheduleExpressionTimezone: 'UTC', Target });
    const other = await scheduler.send(new GetScheduleCommand({ Name: 'a', GroupName: 'g' }));
    expect(other).toMatchObject({ ScheduleExpression: 'rate(2 days)', State: 'DISABLED' });
    const disabled = await scheduler.send(new ListSchedulesCommand({ State: 'DISABLED' }));
    expect(disabled.Schedules).toHaveLength(1);
    await expect(scheduler.send(new GetScheduleCommand({ Name: 'b' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });
});
