import { describe, expect, it } from 'vitest';
import { capacityEventsOf } from '../../src/collectors/aws/describe/event-pattern.ts';
import { collect, type Declared } from './support.ts';

const lists = 'events:ListRules';
const targetsOf = 'events:ListTargetsByRule';
const sns = { Arn: 'arn:aws:sns:eu-central-1:111122223333:oncall' };
const lambda = { Arn: 'arn:aws:lambda:eu-central-1:111122223333:function:revert' };
const maximum = '{"source":["aws.application-autoscaling"]}';
const events = (rules: NonNullable<Declared['eventbridge']>['rules']): Declared => ({ eventbridge: { rules } });

describe('an EventBridge rule', () => {
  it('is kept where it can hear of capacity or runs on a schedule, with the services of its targets', async () => {
    const { of, calls, snapshot } = await collect(
      events([
        { Name: 'max', EventPattern: maximum, targets: [{ ...sns, Input: '{"secret":1}' }, lambda] },
        { Name: 'nightly', ScheduleExpression: 'cron(0 3 * * ? *)', State: 'DISABLED', targets: [lambda] },
        { Name: 'other', EventPattern: '{"source":["aws.s3"],"account":["999988887777"]}', targets: [sns] },
        { Name: 'elsewhere', EventBusName: 'orders', EventPattern: maximum, targets: [sns] },
      ]),
    );
    expect(of('eventbridge-rule').map(({ key, attributes }) => [key, attributes])).toEqual([
      [
        'max',
        {
          ruleName: 'max',
          state: 'ENABLED',
          capacityEvents: ['scaled-to-max', 'register-scalable-target'],
          schedule: null,
          targetServices: ['lambda', 'sns'],
        },
      ],
      [
        'nightly',
        {
          ruleName: 'nightly',
          state: 'DISABLED',
          capacityEvents: [],
          schedule: 'cron(0 3 * * ? *)',
          targetServices: ['lambda'],
        },
      ],
    ]);
    expect([calls('ListRules'), calls('ListTargetsByRule')]).toEqual([1, 2]);
    for (const kept of ['secret', '999988887777', 'oncall']) expect(JSON.stringify(snapshot)).not.toContain(kept);
  });

  it('is read on every page', async () => {
    const quiet = Array.from({ length: 230 }, (_, n) => ({ Name: `r${n}`, EventPattern: '{"source":["aws.s3"]}' }));
    const { of, coverage } = await collect(events([...quiet, { Name: 'max', EventPattern: maximum, targets: [sns] }]));
    expect(of('eventbridge-rule')).toHaveLength(1);
    expect(coverage(lists)).toMatchObject({ status: 'ok', calls: 3 });
  });

  it('whose pattern is not understood is kept, and what it hears is unread', async () => {
    const { of } = await collect(
      events([{ Name: 'new', EventPattern: '{"source":[{"sounds-like":"aws"}]}', targets: [sns] }]),
    );
    expect(of('eventbridge-rule')[0]).toMatchObject({
      unread: { capacityEvents: 'malformed' },
      unreadApi: { capacityEvents: lists },
      attributes: { targetServices: ['sns'] },
    });
  });

  it('whose targets are denied says so; one that was deleted meanwhile is gone', async () => {
    const rules = events([
      { Name: 'max', EventPattern: maximum, targets: [sns] },
      { Name: 'gone', EventPattern: maximum, targets: [sns] },
    ]);
    const denied = await collect(rules, { faults: [{ api: targetsOf, item: 'max', do: 'denied' }] });
    expect(denied.of('eventbridge-rule').map(({ key, unread }) => [key, unread])).toEqual([
      ['gone', {}],
      ['max', { targetServices: 'denied' }],
    ]);
    expect(denied.coverage(targetsOf)).toMatchObject({ status: 'denied', missed: ['targets of max'] });
    const { of, coverage } = await collect(rules, {
      respond: ({ operation, input }) =>
        operation === 'ListTargetsByRule' && input.Rule === 'gone'
          ? { error: { code: 'ResourceNotFoundException', message: 'gone', status: 400 } }
          : undefined,
    });
    expect(of('eventbridge-rule').map(({ key }) => key)).toEqual(['max']);
    expect(coverage(targetsOf)).toMatchObject({ status: 'ok', complete: true });
  });

  it('throttling is waited out; a target without an ARN is malformed by the name of its rule', async () => {
    const rules = events([{ Name: 'max', EventPattern: maximum, targets: [sns] }]);
    const throttled = await collect(rules, { faults: [{ api: targetsOf, count: 1, do: 'throttled' }] });
    expect(throttled.of('eventbridge-rule')).toHaveLength(1);
    const { of, coverage } = await collect(rules, {
      lenientOutput: true,
      respond: ({ operation }) =>
        operation === 'ListTargetsByRule' ? { output: { Targets: [{ Id: 'a' }] } } : undefined,
    });
    expect(of('eventbridge-rule')).toEqual([]);
    expect(coverage(lists)).toMatchObject({ status: 'malformed', missed: ['max'] });
  });
});

describe('an event pattern', () => {
  const scaling = 'aws.application-autoscaling';
  const change = 'Application Auto Scaling Scaling Activity State Change';
  const call = (more: object) => ({
    source: ['aws.autoscaling'],
    'detail-type': ['AWS API Call via CloudTrail'],
    detail: { eventSource: ['autoscaling.amazonaws.com'], ...more },
  });
  it.each<[string, object, string[]]>([
    ['of the service', { source: [scaling] }, ['scaled-to-max', 'register-scalable-target']],
    ['of the state change', { source: [scaling], 'detail-type': [change] }, ['scaled-to-max']],
    [
      'of one service alone',
      { source: [scaling], detail: { serviceNamespace: ['ecs'], scaledToMax: [true] } },
      ['scaled-to-max', 'register-scalable-target'],
    ],
    ['of what is not at its maximum', { 'detail-type': [change], detail: { scaledToMax: [false] } }, []],
    ['of a call', call({ eventName: ['PutScalingPolicy', 'RegisterScalableTarget'] }), ['register-scalable-target']],
    ['of another call', call({ eventName: ['DeleteScalingPolicy'] }), []],
    ['of calls but one', call({ eventName: [{ 'anything-but': ['RegisterScalableTarget'] }] }), []],
    [
      'of calls but those with a prefix',
      call({ eventName: [{ 'anything-but': { prefix: ['Put', 'Register'] } }] }),
      [],
    ],
    [
      'of calls but others',
      call({ eventName: [{ 'anything-but': { suffix: 'Policy' } }] }),
      ['register-scalable-target'],
    ],
    ['with a prefix', { source: [{ prefix: 'aws.app' }] }, ['scaled-to-max', 'register-scalable-target']],
    [
      'with a prefix in any case',
      { source: [{ prefix: { 'equals-ignore-case': 'AWS.APP' } }] },
      ['scaled-to-max', 'register-scalable-target'],
    ],
    [
      'with a wildcard',
      { source: [{ wildcard: '*autoscaling' }], 'detail-type': [{ wildcard: '*State Change' }] },
      ['scaled-to-max'],
    ],
    ['with a star of its own', { source: [{ wildcard: '\\*' }] }, []],
    [
      'in any case',
      { source: [{ 'equals-ignore-case': 'AWS.Application-AutoScaling' }] },
      ['scaled-to-max', 'register-scalable-target'],
    ],
    ['of alternatives', { $or: [{ source: ['aws.s3'] }, { 'detail-type': [change] }] }, ['scaled-to-max']],
    ['that there must be', { 'detail-type': [change], detail: { scaledToMax: [{ exists: true }] } }, ['scaled-to-max']],
    ['that there must not be', { 'detail-type': [change], source: [{ exists: false }] }, []],
    ['of numbers', { source: [{ numeric: ['>', 1] }] }, []],
    ['of a structure that is none', { source: { name: ['x'] } }, []],
    ['of a text that is a structure', { detail: ['x'] }, []],
    ['of everything', { account: [{ exists: true }] }, ['scaled-to-max', 'register-scalable-target']],
  ])('%s', (_, pattern, expected) => {
    expect(capacityEventsOf(JSON.stringify(pattern))).toEqual(expected);
  });

  it.each(['', 'null', '[]', '{', '{"source":[{"sounds-like":"aws"}]}'])('%j is not understood', (pattern) => {
    expect(capacityEventsOf(pattern)).toBeNull();
  });
});
