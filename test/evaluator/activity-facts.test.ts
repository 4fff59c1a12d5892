import { describe, expect, it } from 'vitest';
import type { Fact } from '../../src/evaluator/fact.ts';
import type { Activity } from '../../src/evaluator/facts/activities.ts';
import {
  activeInSixWeeks,
  flappingWithheld,
  flaps,
  lastFailure,
  reversalsWithinHour,
  scalingFails,
} from '../../src/evaluator/facts/activity-outcomes.ts';
import { buildWorld } from '../../src/evaluator/world.ts';
import type { CoverageEntry } from '../../src/model/snapshot.ts';
import { aListing, aPolicy, aResource, aSnapshot, testNow } from '../support/world.ts';

/** What a fact says: its value, or the reasons why it says nothing. */
const said = (fact: Fact) => (fact.known ? fact.value : fact.because.map((one) => one.reason));

const read = (since: string | null, status: CoverageEntry['status'] = 'ok') =>
  aListing('scaling-activity', status, { api: 'application-autoscaling:DescribeScalingActivities', since });
const sixWeeks = read('2026-10-11T04:00:00Z');
const threeDays = read('2026-11-19T04:00:00Z', 'truncated');
const denied = read(null, 'denied');

function judged<T>(
  activities: Activity[],
  coverage: CoverageEntry,
  ask: (...of: Parameters<typeof activeInSixWeeks>) => T,
) {
  const target = aResource('scalable-target', { observed: { activities: activities as never } });
  const world = buildWorld(aSnapshot([target], [], [coverage]), aPolicy(), Date.parse(testNow));
  return ask(world, target);
}

const at = (start: string, status: string, notScaledReasons: string[] = [], capacity?: number): Activity => ({
  start: `2026-${start}Z`,
  status,
  notScaledReasons,
  ...(capacity === undefined ? {} : { capacity }),
});
const failed = (start: string, ...reasons: string[]) => at(start, 'Failed', reasons);
const done = (start: string, capacity?: number) => at(start, 'Successful', [], capacity);

describe('scaling fails', () => {
  it.each<[string, Activity[], CoverageEntry, boolean | string[], string | null | string[]]>([
    ['nothing happened', [], sixWeeks, false, null],
    ['a failure that nothing followed', [failed('11-21T20:00:00')], sixWeeks, true, '2026-11-21T20:00:00Z'],
    ['a failure before a success', [done('11-21T20:05:00'), failed('11-21T20:00:00')], sixWeeks, false, null],
    [
      'a failure after a success',
      [failed('11-21T20:05:00'), done('11-21T20:00:00')],
      sixWeeks,
      true,
      '2026-11-21T20:05:00Z',
    ],
    [
      'the newest of several, whatever their order',
      [failed('11-20T20:00:00'), failed('11-21T20:00:00')],
      sixWeeks,
      true,
      '2026-11-21T20:00:00Z',
    ],
    ['exactly seven days ago', [failed('11-15T04:00:00')], sixWeeks, true, '2026-11-15T04:00:00Z'],
    ['a second longer ago', [failed('11-15T03:59:59')], sixWeeks, false, null],
    [
      'held back by the maximum, which AWS records as failed',
      [failed('11-21T20:00:00', 'AlreadyAtMaxCapacity')],
      sixWeeks,
      false,
      null,
    ],
    [
      'the service put it into an unscalable state',
      [failed('11-21T20:00:00', 'TargetServicePutResourceAsUnscalable')],
      sixWeeks,
      true,
      '2026-11-21T20:00:00Z',
    ],
    ['not delivered', [at('11-21T20:00:00', 'Unfulfilled')], sixWeeks, true, '2026-11-21T20:00:00Z'],
    ['overridden by a newer one', [at('11-21T20:00:00', 'Overridden')], sixWeeks, false, null],
    [
      'what was not scaled is no success',
      [at('11-21T20:05:00', 'Successful', ['AlreadyAtMinCapacity']), failed('11-21T20:00:00')],
      sixWeeks,
      true,
      '2026-11-21T20:00:00Z',
    ],
    [
      'three of seven days were read, and show a failure',
      [failed('11-21T20:00:00')],
      threeDays,
      true,
      '2026-11-21T20:00:00Z',
    ],
    ['three of seven days were read, and show nothing', [], threeDays, ['truncated'], ['truncated']],
    ['three of seven days were read, and all since a success', [done('11-20T20:00:00')], threeDays, false, null],
    ['activities were denied', [], denied, ['denied'], ['denied']],
    [
      'an activity made no sense, and may be a failure of today',
      [done('11-20T20:00:00')],
      read(null, 'malformed'),
      ['malformed'],
      ['malformed'],
    ],
  ])('%s', (_, activities, coverage, fails, last) => {
    expect(said(judged(activities, coverage, (world, target) => scalingFails(world, target, 7)))).toEqual(fails);
    expect(said(judged(activities, coverage, (world, target) => lastFailure(world, target, 7)))).toEqual(last);
  });
});

/** Capacities five minutes apart, newest first. */
const course = (day: string, ...capacities: number[]) =>
  capacities.map((capacity, index) => done(`${day}T20:${String(5 * index).padStart(2, '0')}:00`, capacity)).reverse();

describe('capacity that goes up and down', () => {
  it.each<[string, Activity[], CoverageEntry, number | string[], boolean | string[]]>([
    ['nothing happened', [], sixWeeks, 0, false],
    ['up', course('11-20', 2, 4, 6, 8), sixWeeks, 0, false],
    ['up and down again', course('11-20', 2, 8, 2), sixWeeks, 1, false],
    ['the same capacity again is no turn', course('11-20', 2, 4, 4, 6, 6, 8), sixWeeks, 0, false],
    ['four turns', course('11-20', 2, 4, 2, 4, 2, 4), sixWeeks, 4, true],
    ['three turns are few', course('11-20', 2, 4, 2, 4, 2), sixWeeks, 3, false],
    [
      'turns of two evenings are not of one hour',
      [...course('11-21', 4, 2, 4), ...course('11-20', 2, 4, 2, 4)],
      sixWeeks,
      2,
      false,
    ],
    ['last month', course('10-20', 2, 4, 2, 4, 2, 4), sixWeeks, 0, false],
    ['what failed turned nothing', [failed('11-20T20:20:00'), ...course('11-20', 2, 4, 2)], sixWeeks, 1, false],
    ['what sets no capacity turned nothing', [done('11-20T20:02:00'), ...course('11-20', 2, 4)], sixWeeks, 0, false],
    ['a short window proves it', course('11-20', 2, 4, 2, 4, 2, 4), threeDays, ['truncated'], true],
    ['a short window does not disprove it', course('11-20', 2, 4), threeDays, ['truncated'], ['truncated']],
    ['activities were denied', [], denied, ['denied'], ['denied']],
  ])('%s', (_, activities, coverage, most, tooMuch) => {
    expect(said(judged(activities, coverage, (world, target) => reversalsWithinHour(world, target, 7)))).toEqual(most);
    expect(said(judged(activities, coverage, (world, target) => flaps(world, target, 7, 3)))).toEqual(tooMuch);
  });

  it.each<[string, Activity[], CoverageEntry, boolean | string[]]>([
    [
      'withheld on two days',
      [
        failed('11-21T20:00:00', 'AutoScalingAnticipatedFlapping'),
        failed('11-20T20:00:00', 'AutoScalingAnticipatedFlapping'),
      ],
      sixWeeks,
      true,
    ],
    [
      'withheld twice on one day',
      [
        failed('11-21T20:00:00', 'AutoScalingAnticipatedFlapping'),
        failed('11-21T08:00:00', 'AutoScalingAnticipatedFlapping'),
      ],
      sixWeeks,
      false,
    ],
    [
      'withheld for another reason',
      [failed('11-21T20:00:00', 'AlreadyAtMinCapacity'), failed('11-20T20:00:00', 'AlreadyAtMinCapacity')],
      sixWeeks,
      false,
    ],
    ['a short window', [failed('11-21T20:00:00', 'AutoScalingAnticipatedFlapping')], threeDays, ['truncated']],
  ])('%s', (_, activities, coverage, expected) => {
    expect(said(judged(activities, coverage, (world, target) => flappingWithheld(world, target, 7, 2)))).toEqual(
      expected,
    );
  });
});

describe('six weeks', () => {
  it.each<[string, Activity[], CoverageEntry, boolean | string[]]>([
    ['without any activity', [], sixWeeks, false],
    ['with one that was not scaled', [failed('10-12T20:00:00', 'AlreadyAtMinCapacity')], sixWeeks, true],
    ['of which the first day is the last that counts', [done('10-11T04:00:00')], sixWeeks, true],
    ['and an activity before them', [done('10-11T03:59:59')], sixWeeks, false],
    ['of which three days were read', [], threeDays, ['truncated']],
    ['of which three days were read, with an activity', [done('11-21T20:00:00')], threeDays, true],
    ['of which a day is missing', [], read('2026-10-12T04:00:00Z', 'truncated'), ['truncated']],
    ['that were denied', [], denied, ['denied']],
  ])('%s', (_, activities, coverage, expected) => {
    expect(said(judged(activities, coverage, activeInSixWeeks))).toEqual(expected);
  });
});
