import { describe, expect, it } from 'vitest';
import { calledBy } from '../../src/collectors/aws/describe/scheduler-schedule.ts';
import { collect, type Declared, revertSchedule } from './support.ts';

const lists = 'scheduler:ListSchedules';
const gets = 'scheduler:GetSchedule';
const RoleArn = 'arn:aws:iam::111122223333:role/scheduler';
const universal = (call: string, Input?: string) => ({ Arn: `arn:aws:scheduler:::aws-sdk:${call}`, RoleArn, Input });
const schedule = (Name: string, Target: object, more: Record<string, unknown> = {}) => ({
  Name,
  ScheduleExpression: 'rate(1 day)',
  Target,
  ...more,
});
const declare = (schedules: Record<string, unknown>[]): Declared => ({ scheduler: { schedules } });
const lambda = {
  Arn: 'arn:aws:lambda:eu-central-1:111122223333:function:revert',
  RoleArn,
  Input: '{"token":"hunter2"}',
};

describe('a schedule', () => {
  it('that registers a scalable target tells whose sizes it writes, and when', async () => {
    const { of } = await collect(
      declare([{ ...revertSchedule(), GroupName: 'events', EndDate: '2026-12-04T00:00:00Z' }]),
    );
    expect(of('scheduler-schedule')).toMatchObject([
      {
        key: 'events/revert-web',
        id: 'arn:aws:scheduler:eu-central-1:111122223333:schedule/events/revert-web',
        attributes: {
          scheduleName: 'revert-web',
          state: 'ENABLED',
          schedule: 'at(2026-12-03T00:00:00)',
          timezone: 'Asia/Tokyo',
          startTime: null,
          endTime: '2026-12-04T00:00:00.000Z',
          targetService: 'applicationautoscaling',
          targetAction: 'registerScalableTarget',
          serviceNamespace: 'ecs',
          resourceId: 'service/shop/web',
          scalableDimension: 'ecs:service:DesiredCount',
          minCapacity: 10,
          maxCapacity: null,
        },
        observed: { createdAt: '2025-01-01T00:00:00.000Z' },
      },
    ]);
  });

  it('is described where it may change capacity, and its input is not kept', async () => {
    const { of, calls, snapshot } = await collect(
      declare([
        schedule('code', lambda, { State: 'DISABLED' }),
        schedule('workflow', { Arn: 'arn:aws:states:eu-central-1:1:stateMachine:revert', RoleArn }),
        schedule('scale', universal('ecs:updateService', '{"Service":"web","DesiredCount":2,"Note":"hunter2"}')),
        schedule('queue', { Arn: 'arn:aws:sqs:eu-central-1:1:timers', RoleArn }),
        schedule('mail', universal('sesv2:sendEmail', '{}')),
      ]),
    );
    expect(
      of('scheduler-schedule').map(({ key, attributes: { targetService, targetAction, state } }) => [
        key,
        `${targetService}:${targetAction}`,
        state,
      ]),
    ).toEqual([
      ['default/code', 'lambda:invoke', 'DISABLED'],
      ['default/scale', 'ecs:updateService', 'ENABLED'],
      ['default/workflow', 'states:startExecution', 'ENABLED'],
    ]);
    expect([calls('ListSchedules'), calls('GetSchedule')]).toEqual([1, 3]);
    for (const kept of ['hunter2', 'role/scheduler']) expect(JSON.stringify(snapshot)).not.toContain(kept);
  });

  it('that puts a scheduled action has the sizes of that action', async () => {
    const identity = {
      ServiceNamespace: 'dynamodb',
      ResourceId: 'table/t',
      ScalableDimension: 'dynamodb:table:ReadCapacityUnits',
    };
    const input = {
      ...identity,
      ScheduledActionName: 'down',
      ScalableTargetAction: { MinCapacity: 5, MaxCapacity: 50 },
    };
    const target = universal('applicationautoscaling:putScheduledAction', JSON.stringify(input));
    const { of } = await collect(declare([schedule('down', target)]));
    expect(of('scheduler-schedule')[0]?.attributes).toMatchObject({
      resourceId: 'table/t',
      minCapacity: 5,
      maxCapacity: 50,
    });
  });

  it.each([
    ['no JSON', 'not json'],
    ['no identity', '{"MinCapacity":1}'],
    [
      'a size that is none',
      '{"ServiceNamespace":"ecs","ResourceId":"r","ScalableDimension":"d","MinCapacity":"<aws.scheduler.attempt-number>"}',
    ],
    ['nothing', undefined],
  ])('whose input holds %s has sizes that are unread', async (_, input) => {
    const target = universal('applicationautoscaling:registerScalableTarget', input);
    const { of } = await collect(declare([schedule('odd', target)]));
    expect(of('scheduler-schedule')[0]?.unread).toEqual({
      ...{ serviceNamespace: 'malformed', resourceId: 'malformed', scalableDimension: 'malformed' },
      ...{ minCapacity: 'malformed', maxCapacity: 'malformed' },
    });
  });

  it('without a time zone runs in UTC', async () => {
    const { of } = await collect(declare([schedule('code', lambda, { ScheduleExpressionTimezone: null })]));
    expect(of('scheduler-schedule')[0]).toMatchObject({ attributes: { timezone: 'UTC' }, defaulted: ['timezone'] });
  });
});

describe('schedules', () => {
  it('are read on every page', async () => {
    const timers = Array.from({ length: 230 }, (_, n) =>
      schedule(`t${n}`, { Arn: 'arn:aws:sqs:eu-central-1:1:q', RoleArn }),
    );
    const { of, coverage } = await collect(declare([...timers, revertSchedule()]));
    expect(of('scheduler-schedule')).toHaveLength(1);
    expect(coverage(lists)).toMatchObject({ status: 'ok', calls: 3 });
  });

  it('that only run code are described up to a bound; the rest is on record, and capacity is read first', async () => {
    const timers = Array.from({ length: 210 }, (_, n) => schedule(`t${n}`, lambda));
    const { of, coverage } = await collect(declare([...timers, revertSchedule()]));
    expect(of('scheduler-schedule')).toHaveLength(201);
    expect(of('scheduler-schedule').some(({ key }) => key === 'default/revert-web')).toBe(true);
    expect(coverage(gets)).toMatchObject({ status: 'truncated', complete: false, calls: 201 });
  });

  it('one that is denied or deleted meanwhile does not lose the others', async () => {
    const two = declare([schedule('a', lambda), schedule('b', lambda)]);
    const denied = await collect(two, { faults: [{ api: gets, item: 'a', do: 'denied' }] });
    expect(denied.of('scheduler-schedule').map(({ key }) => key)).toEqual(['default/b']);
    expect(denied.coverage(gets)).toMatchObject({ status: 'denied', missed: ['a'] });
    const gone = await collect(two, {
      respond: ({ operation, input }) =>
        operation === 'GetSchedule' && input.Name === 'a'
          ? { error: { code: 'ResourceNotFoundException', message: 'gone', status: 404 } }
          : undefined,
    });
    expect(gone.coverage(gets)).toMatchObject({ status: 'ok', complete: true });
  });

  it('throttling is waited out; one listed without a target is malformed by name', async () => {
    const one = declare([schedule('a', lambda)]);
    const throttled = await collect(one, { faults: [{ api: gets, count: 1, do: 'throttled' }] });
    expect(throttled.of('scheduler-schedule')).toHaveLength(1);
    const { coverage } = await collect(one, {
      lenientOutput: true,
      respond: ({ operation }) =>
        operation === 'ListSchedules' ? { output: { Schedules: [{ Name: 'a' }] } } : undefined,
    });
    expect(coverage(lists)).toMatchObject({ status: 'malformed', missed: ['a'] });
  });
});

describe('what a schedule calls', () => {
  it.each([
    ['arn:aws:scheduler:::aws-sdk:rds:modifyDBCluster', 'rds:modifyDBCluster'],
    ['arn:aws-cn:scheduler:::aws-sdk:lambda:putFunctionConcurrency', 'lambda:putFunctionConcurrency'],
    ['arn:aws:lambda:eu-central-1:1:function:f:live', 'lambda:invoke'],
    ['arn:aws:scheduler:::aws-sdk:s3:deleteObject', null],
    ['arn:aws:ecs:eu-central-1:1:cluster/c', null],
    ['arn:aws:lambda:eu-central-1:1:layer:l', null],
    ['', null],
    [undefined, null],
  ])('%s: %s', (arn, expected) => {
    const called = calledBy(arn);
    expect(called && `${called.service}:${called.action}`).toBe(expected);
  });
});
