import { describe, expect, it } from 'vitest';
import type { Fact } from '../../src/evaluator/fact.ts';
import { boundsAt } from '../../src/evaluator/facts/bounds-at.ts';
import { aWorld, type Given, here } from '../support/facts.ts';

const target = {
  serviceNamespace: 'ecs',
  resourceId: 'service/shop/web',
  scalableDimension: 'ecs:service:DesiredCount',
};
const registered: Given = {
  kind: 'scalable-target',
  attributes: { ...target, minCapacity: 10, maxCapacity: 50, suspendedScheduled: false },
};

type Sizes = { min?: number | null; max?: number | null; [member: string]: unknown };

let count = 0;
/** A scheduled action that writes these sizes; created long before the snapshot. */
function action(schedule: string, { min = null, max = null, ...rest }: Sizes, unread: Given['unread'] = {}): Given {
  count += 1;
  const attributes = { ...target, timezone: 'UTC', startTime: null, endTime: null, schedule, ...rest };
  return {
    kind: 'scheduled-action',
    attributes: {
      ...attributes,
      actionName: `action-${count}`,
      minCapacity: min,
      maxCapacity: max,
    } as Given['attributes'],
    unread,
  };
}

function schedule(expression: string, { min = null, max = null, ...rest }: Sizes, unread: Given['unread'] = {}): Given {
  const given = action(expression, { min, max, state: 'ENABLED', ...rest }, unread);
  const { actionName, ...attributes } = given.attributes ?? {};
  return {
    kind: 'scheduler-schedule',
    attributes: {
      ...attributes,
      scheduleName: String(actionName),
      groupName: 'default',
      targetService: 'applicationautoscaling',
      targetAction: String(rest.targetAction ?? 'registerScalableTarget'),
    } as Given['attributes'],
    unread,
  };
}

const value = (fact: Fact) => (fact.known ? fact.value : fact.because.map((one) => `${one.fact} ${one.reason}`).join());

/** Minimum and maximum at an instant; the snapshot is of 2026-11-22T04:00Z. */
function at(instant: string, given: Given[], denied: string[] = []) {
  const bounds = boundsAt(aWorld(given, denied), here, target, Date.parse(instant));
  return [value(bounds.minCapacity), value(bounds.maxCapacity)];
}

const friday = '2026-11-27T18:00:00Z';

describe('bounds of a target at an instant', () => {
  it.each<[string, Given[], [unknown, unknown]]>([
    ['are those of today where nothing fires', [], [10, 50]],
    ['are what a one-time action writes', [action('at(2026-11-27T17:30:00)', { min: 40, max: 200 })], [40, 200]],
    ['keep the bound that an action leaves out', [action('at(2026-11-27T17:30:00)', { max: 200 })], [10, 200]],
    ['are written by a firing at the instant itself', [action('at(2026-11-27T18:00:00)', { min: 40 })], [40, 50]],
    ['are not yet written by a later firing', [action('at(2026-11-27T18:00:01)', { min: 40 })], [10, 50]],
    ['are not written again by what fired before', [action('at(2026-11-22T03:59:00)', { min: 40 })], [10, 50]],
    [
      'are what fired last',
      [action('cron(0 9 ? * MON-FRI *)', { min: 20 }), action('cron(0 17 ? * MON-FRI *)', { min: 5, max: 20 })],
      [5, 20],
    ],
    [
      'stay when an action ends: its end restores nothing',
      [action('cron(0 9 * * ? *)', { min: 20, endTime: '2026-11-23T10:00:00Z' })],
      [20, 50],
    ],
    [
      'follow the clock of the action’s zone',
      [action('at(2026-11-28T02:30:00)', { min: 30, timezone: 'Asia/Tokyo' })],
      [30, 50],
    ],
    [
      'are written at the start time of a recurring action too',
      [action('cron(0 9 1 1 ? *)', { min: 25, startTime: '2026-11-25T00:00:00Z' })],
      [25, 50],
    ],
    [
      'are not known where two disagree at the same instant',
      [action('at(2026-11-27T17:30:00)', { min: 20 }), action('at(2026-11-27T17:30:00)', { min: 30 })],
      ['orderOfFiring not-recorded', 50],
    ],
    [
      'are known where two write different bounds at the same instant',
      [action('at(2026-11-27T17:30:00)', { min: 20 }), action('at(2026-11-27T17:30:00)', { max: 60 })],
      [20, 60],
    ],
    [
      'are known again when a later firing settles what two disagreed about',
      [
        action('at(2026-11-27T17:30:00)', { min: 20 }),
        action('at(2026-11-27T17:30:00)', { min: 30 }),
        action('at(2026-11-27T17:31:00)', { min: 15 }),
      ],
      [15, 50],
    ],
    [
      'are not known below a minimum that exceeds the maximum: AWS does not say what becomes of it',
      [action('at(2026-11-27T17:30:00)', { min: 100 })],
      ['minimumAboveMaximum not-recorded', 50],
    ],
    [
      'are not known above a maximum below the minimum',
      [action('at(2026-11-27T17:30:00)', { max: 5 })],
      [10, 'minimumAboveMaximum not-recorded'],
    ],
    [
      'are known when the maximum was raised before the minimum',
      [action('at(2026-11-27T17:00:00)', { max: 200 }), action('at(2026-11-27T17:30:00)', { min: 100 })],
      [100, 200],
    ],
    [
      'stay when the API refuses what a schedule of EventBridge asks',
      [schedule('at(2026-11-27T17:30:00)', { min: 100 })],
      [10, 50],
    ],
    ['are what a schedule of EventBridge registers', [schedule('at(2026-11-27T17:30:00)', { min: 40 })], [40, 50]],
    [
      'are not written by a disabled schedule',
      [schedule('at(2026-11-27T17:30:00)', { min: 40, state: 'DISABLED' })],
      [10, 50],
    ],
    [
      'are not written by a schedule of another target or another call',
      [
        schedule('at(2026-11-27T17:30:00)', { min: 40, resourceId: 'service/shop/api' }),
        schedule('at(2026-11-27T17:30:00)', { min: 40, targetAction: 'putScheduledAction' }),
      ],
      [10, 50],
    ],
    [
      'are not written at the start time of a schedule of EventBridge, only from it on',
      [schedule('cron(0 9 1 1 ? *)', { min: 25, startTime: '2026-11-25T00:00:00Z' })],
      [10, 50],
    ],
    [
      'are not known for the bound alone that an unreadable schedule writes',
      [action('every friday', { min: 40 })],
      ['schedule malformed', 50],
    ],
    [
      'are known where an unreadable schedule writes what is there anyway',
      [action('every friday', { min: 10 })],
      [10, 50],
    ],
    [
      'are not known in a zone that does not exist',
      [action('cron(0 9 * * ? *)', { max: 60, timezone: 'Mars/Olympus' })],
      [10, 'schedule malformed'],
    ],
    [
      'are not known under a rate that counts from nowhere',
      [{ ...action('rate(1 day)', { min: 40 }), observed: { createdAt: null } }],
      ['schedule malformed', 50],
    ],
    [
      'are not known where it was not read what a schedule registers',
      [schedule('at(2026-11-27T17:30:00)', { min: 40 }, { minCapacity: 'malformed' })],
      ['minCapacity malformed', 'minCapacity malformed'],
    ],
  ])('%s', (_, given, expected) => {
    expect(at(friday, [registered, ...given])).toEqual(expected);
  });

  const raise = action('at(2026-11-27T17:30:00)', { min: 40 });

  it('stay while scheduled scaling is suspended', () => {
    const suspended = { ...registered, attributes: { ...registered.attributes, suspendedScheduled: true } };
    expect(at(friday, [suspended, raise])).toEqual([10, 50]);
    expect(at(friday, [suspended, raise], ['scheduled-action'])).toEqual([10, 50]);
  });

  it('may stay where it was not read whether scheduled scaling is suspended', () => {
    const perhaps: Given = { ...registered, unread: { suspendedScheduled: 'denied' } };
    expect(at(friday, [perhaps, raise])).toEqual(['suspendedScheduled denied', 50]);
    expect(at(friday, [perhaps])).toEqual([10, 50]);
  });

  it.each(['scheduled-action', 'scheduler-schedule'])('are not known where not every %s was read', (kind) => {
    expect(at(friday, [registered, raise], [kind])).toEqual([`${kind} denied`, `${kind} denied`]);
    expect(at('2026-11-22T04:00:00Z', [registered, raise], [kind])).toEqual([10, 50]);
  });

  it('are written even where today’s were not read', () => {
    const half: Given = { ...registered, unread: { minCapacity: 'denied' } };
    expect(at(friday, [half])).toEqual(['minCapacity denied', 50]);
    expect(at(friday, [half, action('at(2026-11-27T17:30:00)', { min: 40, max: 60 })])).toEqual([40, 60]);
  });

  it('are null where no target is registered', () => {
    expect(at(friday, [raise])).toEqual([null, null]);
  });

  it('are found at once after years of firings by the minute', () => {
    const often = [
      action('rate(1 minute)', { min: 20 }),
      action('rate(1 minute)', { max: 70, startTime: '2026-01-01T00:00:30Z' }),
    ];
    expect(at('2036-11-27T18:00:00Z', [registered, ...often])).toEqual([20, 70]);
  });
});
