import { describe, expect, it } from 'vitest';
import type { Fact } from '../../src/evaluator/fact.ts';
import {
  maximumWhenFired,
  minimumLoweredWithin,
  minimumWrittenBySchedule,
  scheduleScalesIn,
} from '../../src/evaluator/facts/action-timeline.ts';
import { atMaximumOften, atMaximumWithinDay, daysAtMaximum } from '../../src/evaluator/facts/activities.ts';
import { identityOf } from '../../src/evaluator/facts/joins.ts';
import {
  explainsOverride,
  hoursPastOverride,
  overrideTag,
  overrideTags,
} from '../../src/evaluator/facts/override-tags.ts';
import { deadAlarms, inactiveBecause, starvedAlarms } from '../../src/evaluator/facts/policy-alarms.ts';
import { actingPolicyCount, anyPolicyScalesIn, scalingHasEffect } from '../../src/evaluator/facts/scaling.ts';
import { raisedMaximum, suggestedTracking } from '../../src/evaluator/facts/suggestions.ts';
import { buildWorld } from '../../src/evaluator/world.ts';
import { EventFile } from '../../src/model/event.ts';
import type { CoverageEntry, Json, Resource } from '../../src/model/snapshot.ts';
import { aListing, aPolicy, aResource, aSnapshot, testNow } from '../support/world.ts';

const now = Date.parse(testNow);
const here = { account: '111122223333', region: 'eu-central-1' };
const target = identityOf(aResource('scalable-target'));

/** What a fact says: its value, or the reasons why it says nothing. */
const said = (fact: Fact) => (fact.known ? fact.value : fact.because.map((one) => one.reason));

interface Setting {
  policy?: unknown;
  now?: number;
  takenAt?: string;
  denied?: string[];
  coverage?: CoverageEntry[];
}

function worldWith(resources: Resource[], setting: Setting = {}) {
  const snapshot = aSnapshot(resources, setting.denied, setting.coverage);
  return buildWorld({ ...snapshot, takenAt: setting.takenAt ?? testNow }, aPolicy(setting.policy), setting.now ?? now);
}

describe('hits on the maximum', () => {
  const hit = (start: string) => ({ start, status: 'Successful', notScaledReasons: ['AlreadyAtMaxCapacity'] });
  const other = (start: string) => ({ start, status: 'Successful', notScaledReasons: ['AlreadyAtMinCapacity'] });
  const read = (since: string | null, status: CoverageEntry['status'] = 'ok') =>
    aListing('scaling-activity', status, { api: 'application-autoscaling:DescribeScalingActivities', since });
  const sixWeeks = read('2026-10-11T04:00:00Z');
  const threeDays = read('2026-11-19T04:00:00Z', 'truncated');

  it.each<[string, Json[], CoverageEntry[], Setting, { days: Json; often: Json; within: Json }]>([
    ['none in a complete window', [], [sixWeeks], {}, { days: 0, often: false, within: false }],
    [
      'two on one day are one day',
      [hit('2026-11-21T20:10:00Z'), hit('2026-11-21T20:00:00Z')],
      [sixWeeks],
      {},
      { days: 1, often: false, within: true },
    ],
    [
      'two days are often',
      [hit('2026-11-20T20:00:00Z'), hit('2026-11-12T20:00:00Z')],
      [sixWeeks],
      {},
      { days: 2, often: true, within: false },
    ],
    [
      'exactly 24 hours ago is within the day, exactly 14 days ago within the window',
      [hit('2026-11-21T04:00:00Z'), hit('2026-11-08T04:00:00Z')],
      [sixWeeks],
      {},
      { days: 2, often: true, within: true },
    ],
    [
      'a second before either does not count, nor do other reasons',
      [other('2026-11-21T20:00:00Z'), hit('2026-11-08T03:59:59Z')],
      [sixWeeks],
      {},
      { days: 0, often: false, within: false },
    ],
    [
      'a short window can prove that it was often',
      [hit('2026-11-20T20:00:00Z'), hit('2026-11-19T20:00:00Z')],
      [threeDays],
      {},
      { days: ['truncated'], often: true, within: false },
    ],
    [
      'a short window cannot prove that it was not',
      [hit('2026-11-21T20:00:00Z')],
      [threeDays],
      {},
      { days: ['truncated'], often: ['truncated'], within: true },
    ],
    [
      'a listing without a lower bound that is complete proves all',
      [],
      [read(null)],
      {},
      { days: 0, often: false, within: false },
    ],
    [
      'a denied listing proves nothing',
      [],
      [read(null, 'denied')],
      {},
      { days: ['denied'], often: ['denied'], within: ['denied'] },
    ],
    [
      'a listing that nobody recorded proves nothing',
      [],
      [],
      {},
      { days: ['not-recorded'], often: ['not-recorded'], within: ['not-recorded'] },
    ],
    [
      'a snapshot that is judged ten days later still tells of its own last days',
      [hit('2026-11-11T20:00:00Z'), hit('2026-11-01T20:00:00Z')],
      [read('2026-10-01T04:00:00Z')],
      { takenAt: '2026-11-12T04:00:00Z' },
      { days: 2, often: true, within: true },
    ],
    [
      'an evening that crosses midnight UTC is one day where people live',
      [hit('2026-11-21T00:30:00Z'), hit('2026-11-20T23:30:00Z')],
      [sixWeeks],
      { policy: { timezone: 'America/New_York' } },
      { days: 1, often: false, within: false },
    ],
    [
      'and two days where it does not',
      [hit('2026-11-21T00:30:00Z'), hit('2026-11-20T23:30:00Z')],
      [sixWeeks],
      {},
      { days: 2, often: true, within: false },
    ],
  ])('%s', (_, activities, coverage, setting, expected) => {
    const resource = aResource('scalable-target', { observed: { activities } });
    const world = worldWith([resource], { ...setting, coverage });
    expect({
      days: said(daysAtMaximum(world, resource, 14)),
      often: said(atMaximumOften(world, resource, 14, 2)),
      within: said(atMaximumWithinDay(world, resource)),
    }).toEqual(expected);
  });
});

const action = (actionName: string, schedule: string, bounds: Record<string, Json>, more: Record<string, Json> = {}) =>
  aResource('scheduled-action', {
    attributes: { actionName, schedule, timezone: 'UTC', minCapacity: null, maxCapacity: null, ...bounds, ...more },
  });

describe('the maximum that an action will find', () => {
  const up = action('up', 'at(2026-11-27T18:00:00)', { minCapacity: 100 });

  it.each<[string, Resource[], Setting, Json]>([
    ["is today's where nothing changes it", [], {}, 40],
    ['is what an earlier action writes', [action('a', 'at(2026-11-27T17:55:00)', { maxCapacity: 200 })], {}, 200],
    ['is not what a later one writes', [action('a', 'at(2026-11-27T18:05:00)', { maxCapacity: 200 })], {}, 40],
    [
      'is not what one writes at the same instant',
      [action('a', 'at(2026-11-27T18:00:00)', { maxCapacity: 200 })],
      {},
      40,
    ],
    ['is not what a spent one wrote', [action('a', 'at(2026-11-20T18:00:00)', { maxCapacity: 200 })], {}, 40],
    ['is untouched by minima', [action('a', 'at(2026-11-27T17:00:00)', { minCapacity: 200 })], {}, 40],
    [
      'is what the last of several writes, whatever their order in the list',
      [
        action('a', 'at(2026-11-27T17:55:00)', { maxCapacity: 200 }),
        action('b', 'at(2026-11-25T17:55:00)', { maxCapacity: 20 }),
      ],
      {},
      200,
    ],
    [
      'follows the last firing of daily ones, not the next',
      [
        action('night', 'cron(0 23 * * ? *)', { maxCapacity: 40 }),
        action('day', 'cron(0 8 * * ? *)', { maxCapacity: 200 }),
      ],
      {},
      200,
    ],
    [
      'follows the night where the event is at night',
      [
        action('night', 'cron(0 17 * * ? *)', { maxCapacity: 30 }),
        action('day', 'cron(0 8 * * ? *)', { maxCapacity: 200 }),
      ],
      {},
      30,
    ],
    [
      'leaves out a recurring one that ends before',
      [
        action('day', 'cron(0 8 * * ? *)', { maxCapacity: 200 }),
        action('old', 'cron(0 9 * * ? *)', { maxCapacity: 10 }, { endTime: '2026-11-24T00:00:00Z' }),
      ],
      {},
      200,
    ],
    [
      'knows wall clocks: 18:30 in Berlin comes before 18:00 UTC',
      [action('a', 'at(2026-11-27T18:30:00)', { maxCapacity: 200 }, { timezone: 'Europe/Berlin' })],
      {},
      200,
    ],
    [
      'is unknown where a schedule is not understood',
      [action('a', 'cron(never)', { maxCapacity: 200 })],
      {},
      ['malformed'],
    ],
    [
      'is unknown where other actions could not be listed',
      [action('a', 'at(2026-11-27T17:55:00)', { maxCapacity: 200 })],
      { denied: ['scheduled-action'] },
      ['denied'],
    ],
  ])('%s', (_, others, setting, expected) => {
    const world = worldWith([aResource('scalable-target'), up, ...others], setting);
    expect(said(maximumWhenFired(world, here, target, up))).toEqual(expected);
  });

  it('is none without a target, and unknown where targets could not be listed', () => {
    expect(said(maximumWhenFired(worldWith([up]), here, target, up))).toBeNull();
    const denied = worldWith([up], { denied: ['scalable-target'] });
    expect(said(maximumWhenFired(denied, here, target, up))).toEqual(['denied']);
  });
});

describe('a raised minimum', () => {
  const raised = (more: Record<string, Json> = {}) =>
    aResource('scalable-target', { attributes: { minCapacity: 100, maxCapacity: 200, ...more } });
  const down = (schedule: string, minCapacity = 10, more: Record<string, Json> = {}) =>
    action('down', schedule, { minCapacity }, more);

  it.each<[string, Resource[], Setting, Json]>([
    ['is lowered tonight', [raised(), down('at(2026-11-22T23:00:00)')], {}, true],
    ['is lowered after exactly a day', [raised(), down('at(2026-11-23T04:00:00)')], {}, true],
    ['is lowered a second too late', [raised(), down('at(2026-11-23T04:00:01)')], {}, false],
    ['was lowered by an action that is spent', [raised(), down('at(2026-11-21T23:00:00)')], {}, false],
    ['is lowered each night', [raised(), down('cron(0 22 * * ? *)')], {}, true],
    ['is lowered to what still counts as raised', [raised(), down('at(2026-11-22T23:00:00)', 50)], {}, false],
    ['is lowered to the limit', [raised(), down('at(2026-11-22T23:00:00)', 20)], {}, true],
    ['is only raised further', [raised(), down('at(2026-11-22T23:00:00)', 150)], {}, false],
    [
      'would be lowered, were schedules not suspended',
      [raised({ suspendedScheduled: true }), down('cron(0 22 * * ? *)')],
      {},
      false,
    ],
    ['is lowered by a schedule that is not understood', [raised(), down('cron(tonight)')], {}, ['malformed']],
    ['may be lowered by what was not listed', [raised()], { denied: ['scheduled-action'] }, ['denied']],
    [
      'is lowered by what was found, though more may be',
      [raised(), down('cron(0 22 * * ? *)')],
      { denied: ['scheduled-action'] },
      true,
    ],
    ['belongs to a target that was not listed', [], { denied: ['scalable-target'] }, ['denied']],
  ])('%s', (_, resources, setting, expected) => {
    expect(said(minimumLoweredWithin(worldWith(resources, setting), here, target, 24, 20))).toEqual(expected);
  });

  it.each<[string, Resource[], Json]>([
    ['was written by the last action that fired', [action('up', 'cron(0 18 ? * FRI *)', { minCapacity: 100 })], true],
    [
      'was written by a one-time action, which owns nothing',
      [action('up', 'at(2026-11-20T18:00:00)', { minCapacity: 100 })],
      false,
    ],
    [
      'was written before another action fired',
      [
        action('up', 'cron(0 18 ? * FRI *)', { minCapacity: 100 }),
        action('down', 'cron(0 8 ? * SAT *)', { minCapacity: 10 }),
      ],
      false,
    ],
    ['is not what the schedule writes', [action('up', 'cron(0 18 ? * FRI *)', { minCapacity: 60 })], false],
    [
      'was written by a schedule that has ended',
      [action('up', 'cron(0 18 ? * FRI *)', { minCapacity: 100 }, { endTime: '2026-11-21T00:00:00Z' })],
      false,
    ],
  ])('%s', (_, actions, expected) => {
    expect(said(minimumWrittenBySchedule(worldWith([raised(), ...actions]), here, target))).toEqual(expected);
  });

  it.each<[string, Resource[], Json]>([
    ['no schedule', [], false],
    ['a schedule of minima', [action('a', 'cron(0 22 * * ? *)', { minCapacity: 4 })], false],
    ['a maximum below today’s', [action('a', 'cron(0 22 * * ? *)', { maxCapacity: 50 })], true],
    ['a maximum above today’s', [action('a', 'cron(0 8 * * ? *)', { maxCapacity: 400 })], false],
    [
      'a pair, of which the lower one holds today',
      [action('a', 'cron(0 8 * * ? *)', { maxCapacity: 400 }), action('b', 'cron(0 22 * * ? *)', { maxCapacity: 200 })],
      true,
    ],
    ['a lower maximum that is spent', [action('a', 'at(2026-01-12T22:00:00)', { maxCapacity: 50 })], false],
  ])('is taken away by the maximum of a schedule: %s', (_, actions, expected) => {
    expect(said(scheduleScalesIn(worldWith([raised(), ...actions]), here, target))).toEqual(expected);
  });
});

describe('tags that explain an override', () => {
  const judging = (tagKey: string, events: unknown[] = []) =>
    buildWorld(aSnapshot([]), aPolicy({ override: { tagKey } }), now, { events: EventFile.parse({ events }).events });

  it.each<[string, Record<string, string>, string | null, number | null]>([
    ['no tags', {}, null, null],
    [
      'a day at the end of the value, which lasts until it is over',
      { event: 'manga-release-20261121' },
      'event=manga-release-20261121',
      4,
    ],
    ['a day with dashes', { event: 'sale-2026-11-21' }, 'event=sale-2026-11-21', 4],
    ['a day to come', { event: 'sale-20261123' }, 'event=sale-20261123', -44],
    ['a day in the key', { 'event:sale-20261121': '' }, 'event:sale-20261121=', 4],
    ['no day', { event: 'autumn' }, 'event=autumn', null],
    ['a day that does not exist', { event: 'sale-20260230' }, 'event=sale-20260230', null],
    ['a month that does not exist', { event: 'sale-20261331' }, 'event=sale-20261331', null],
    ['a number that is no day', { incident: 'inc-123420261121' }, 'incident=inc-123420261121', null],
    ['half a dash', { event: 'sale-2026-1121' }, 'event=sale-2026-1121', null],
    ['expires as a day', { event: 'sale-20260101', expires: '2026-11-21' }, 'event=sale-20260101', 4],
    ['expires as an instant', { override: 'yes', expires: '2026-11-22T12:00:00+09:00' }, 'override=yes', 1],
    ['expires as an instant without a zone', { override: 'yes', expires: '2026-11-22T03:00' }, 'override=yes', 1],
    ['expires that says nothing', { event: 'sale-20261121', Expires: 'never' }, 'event=sale-20261121', 4],
    ['expires alone is somebody else’s', { expires: '2026-11-21' }, null, null],
    [
      'a newer incident beside an old event',
      { event: 'sale-20260101', incident: 'inc-20261121' },
      'incident=inc-20261121',
      4,
    ],
    ['the key of the policy goes first', { campaign: 'x', event: 'y' }, 'campaign=x', null],
    ['capitals begin a word', { EventName: 'sale-20261121' }, 'EventName=sale-20261121', 4],
    [
      'template is not temp',
      { 'template-version': '2026-11-21', eventbridge: 'a-20261121', temperature: '20261121' },
      null,
      null,
    ],
    ['temporary is', { temporary: '20261121' }, 'temporary=20261121', 4],
  ])('%s', (_, tags, tag, hours) => {
    const fact: Fact = { known: true, value: tags, class: 'config' };
    const world = judging('campaign');
    expect([said(overrideTag(fact, world)), said(hoursPastOverride(fact, world))]).toEqual([tag, hours]);
  });

  it.each<[string, Record<string, string>, boolean]>([
    ['nothing', {}, false],
    ['a day that is not over', { event: 'sale-20261122' }, true],
    ['a day that was over four hours ago', { event: 'sale-20261121' }, true],
    ['a day that was over for longer than the grace', { event: 'sale-20261120' }, false],
    ['a tag without a day would explain for ever', { incident: 'inc-4711' }, false],
    ['a new baseline', { 'baseline-change': 'CHG-1' }, true],
  ])('within 24 hours of grace: %s', (_, tags, expected) => {
    const fact: Fact = { known: true, value: tags, class: 'config' };
    expect(said(explainsOverride(fact, judging('event')))).toBe(expected);
  });

  const release = { id: 'release', targets: [{ workload: 'web', minCapacity: 9 }] };

  it.each<[string, Record<string, string>, unknown[], boolean, number | null]>([
    [
      'an event that is over, within its time to revert',
      { event: 'release' },
      [{ ...release, start: '2026-11-20T00:00:00Z', duration: '1d', revertWithin: '2d' }],
      true,
      -20,
    ],
    [
      'an event whose deadline is over explains nothing, though its day is within the grace of a tag',
      { event: 'release' },
      [{ ...release, start: '2026-11-21T10:00:00Z', duration: '1h', revertWithin: '12h' }],
      false,
      17,
    ],
    [
      'the calendar knows the event better than the day in its name',
      { event: 'release-20261101' },
      [{ ...release, id: 'release-20261101', start: '2026-11-21T10:00:00Z', duration: '1d' }],
      true,
      -30,
    ],
    [
      'a day that somebody wrote beside the event goes first',
      { event: 'release', expires: '2026-11-10' },
      [{ ...release, start: '2026-11-21T10:00:00Z', duration: '1d' }],
      false,
      268,
    ],
    [
      'the last time of an event that recurs',
      { event: 'release' },
      [{ ...release, start: '2026-01-02T18:00:00Z', duration: '4h', recurrence: 'FREQ=WEEKLY;BYDAY=FR' }],
      false,
      30,
    ],
    [
      'one time of an event that recurs',
      { event: 'release@2026-11-13T18:00Z' },
      [{ ...release, start: '2026-01-02T18:00:00Z', duration: '4h', recurrence: 'FREQ=WEEKLY;BYDAY=FR' }],
      false,
      198,
    ],
    ['an event that nobody announced', { event: 'release' }, [], false, null],
  ])('in a calendar: %s', (_, tags, events, explained, hours) => {
    const world = judging('event', events);
    const fact: Fact = { known: true, value: tags, class: 'config' };
    expect([said(explainsOverride(fact, world)), said(hoursPastOverride(fact, world))]).toEqual([explained, hours]);
  });

  it('names every tag that speaks of the override', () => {
    const tags: Fact = {
      known: true,
      value: { event: 'a-20261121', expires: '2026-11-21', owner: 'x' },
      class: 'config',
    };
    expect(said(overrideTags(tags, judging('event')))).toEqual({ event: 'a-20261121', expires: '2026-11-21' });
  });

  it('knows that what cannot carry tags has none, and knows nothing about tags that were denied', () => {
    const because = (reason: 'unsupported' | 'denied'): Fact => ({
      known: false,
      because: [{ fact: 'tags', reason, api: null }],
    });
    expect(said(overrideTag(because('unsupported'), judging('event')))).toBeNull();
    expect(said(explainsOverride(because('unsupported'), judging('event')))).toBe(false);
    expect(said(overrideTag(because('denied'), judging('event')))).toEqual(['denied']);
  });
});

describe('the alarms of a policy', () => {
  const policy = (attributes: Record<string, Json> = {}) =>
    aResource('scaling-policy', { attributes: { alarmNames: ['high', 'low'], ...attributes } });
  const alarm = (alarmName: string, observed: Record<string, Json> = {}, attributes: Record<string, Json> = {}) =>
    aResource('cloudwatch-alarm', { attributes: { alarmName, ...attributes }, observed });
  const starved = { state: 'INSUFFICIENT_DATA', stateSince: '2026-11-21T00:00:00Z' };
  const service = (runningCount = 10) => aResource('ecs-service', { observed: { runningCount } });
  const scaledAt = (start: string, notScaledReasons: string[] = []) =>
    aResource('scalable-target', { observed: { activities: [{ start, status: 'Successful', notScaledReasons }] } });

  it('lack data by what the snapshot saw: judging a day later makes no hour of it', () => {
    const later = { now: now + 24 * 3_600_000 };
    const fresh = alarm('high', { ...starved, stateSince: '2026-11-22T03:50:00Z' });
    expect(said(starvedAlarms(worldWith([service(), fresh], later), here, policy()))).toEqual([]);
  });

  it.each<[string, Resource[], Setting, Json]>([
    ['both exist and act', [alarm('high'), alarm('low')], {}, []],
    ['one is missing', [alarm('low')], {}, ['high']],
    ['one is switched off', [alarm('high', {}, { actionsEnabled: false }), alarm('low')], {}, ['high']],
    ['none was found, and alarms could not be listed', [], { denied: ['cloudwatch-alarm'] }, ['denied', 'denied']],
    [
      'one is switched off, and the other was not listed',
      [alarm('high', {}, { actionsEnabled: false })],
      { denied: ['cloudwatch-alarm'] },
      ['high'],
    ],
  ])('are dead: %s', (_, resources, setting, expected) => {
    expect(said(deadAlarms(worldWith(resources, setting), here, policy()))).toEqual(expected);
  });

  it.each<[string, Resource, Resource[], Setting, Json]>([
    ['no data while tasks run', policy(), [service(), alarm('high', starved), alarm('low')], {}, ['high']],
    ['data', policy(), [service(), alarm('high'), alarm('low')], {}, []],
    [
      'no data for 59 minutes',
      policy(),
      [service(), alarm('high', { ...starved, stateSince: '2026-11-22T03:01:00Z' })],
      {},
      [],
    ],
    ['no data, no tasks', policy(), [service(0), alarm('high', starved)], {}, []],
    [
      'no data, but the service started within the hour',
      policy(),
      [service(), scaledAt('2026-11-22T03:30:00Z'), alarm('high', starved)],
      {},
      [],
    ],
    [
      'no data, and the service was scaled long ago',
      policy(),
      [service(), scaledAt('2026-11-22T02:30:00Z'), alarm('high', starved)],
      {},
      ['high'],
    ],
    [
      'no data, and the service wanted to scale and could not',
      policy(),
      [service(), scaledAt('2026-11-22T03:30:00Z', ['AlreadyAtMaxCapacity']), alarm('high', starved)],
      {},
      ['high'],
    ],
    [
      'requests per target may rightly be absent',
      policy({ predefinedMetric: 'ALBRequestCountPerTarget' }),
      [service(), alarm('high', starved)],
      {},
      [],
    ],
    [
      'a metric of your own may rightly be absent',
      policy({ predefinedMetric: null }),
      [service(), alarm('high', starved)],
      {},
      [],
    ],
    [
      'tables keep their state without data',
      policy({
        serviceNamespace: 'dynamodb',
        resourceId: 'table/sessions',
        predefinedMetric: 'DynamoDBReadCapacityUtilization',
      }),
      [aResource('dynamodb-table'), alarm('high', starved)],
      {},
      [],
    ],
    [
      'no data, and whether the service was scaled within the hour could not be read',
      policy(),
      [
        service(),
        { ...aResource('scalable-target', { unread: { activities: 'denied' } }), observed: {} },
        alarm('high', starved),
      ],
      {},
      ['denied'],
    ],
    [
      'no data, and the target could not be listed',
      policy(),
      [service(), alarm('high', starved)],
      { denied: ['scalable-target'] },
      ['denied'],
    ],
    ['the service is gone', policy(), [alarm('high', starved)], {}, []],
    ['the service could not be read', policy(), [alarm('high', starved)], { denied: ['ecs-service'] }, ['denied']],
    ['alarms could not be listed', policy(), [service()], { denied: ['cloudwatch-alarm'] }, ['denied', 'denied']],
  ])('are starved: %s', (_, judged, resources, setting, expected) => {
    expect(said(starvedAlarms(worldWith(resources, setting), here, judged))).toEqual(expected);
  });

  it('are told apart in words', () => {
    const world = worldWith([service(), alarm('low', starved), alarm('off', {}, { actionsEnabled: false })]);
    expect(said(inactiveBecause(world, here, policy({ alarmNames: ['high', 'low', 'off'] })))).toEqual([
      'alarm high does not exist',
      'the actions of alarm off are switched off',
      'alarm low has had no data for over an hour while tasks run',
    ]);
    expect(said(inactiveBecause(world, here, policy({ alarmNames: [] })))).toEqual(['no alarm drives it']);
  });
});

describe('what a target is good for', () => {
  const table = {
    serviceNamespace: 'dynamodb',
    resourceId: 'table/sessions',
    scalableDimension: 'dynamodb:table:ReadCapacityUnits',
  };

  it.each<[string, typeof target, Resource[], Setting, Json]>([
    ['a service that runs', target, [aResource('ecs-service')], {}, true],
    [
      'a service that is being drained',
      target,
      [aResource('ecs-service', { attributes: { status: 'DRAINING' } })],
      {},
      false,
    ],
    ['a service that is proven to be gone', target, [], {}, false],
    ['a service that could not be read', target, [], { denied: ['ecs-service'] }, ['denied']],
    ['a provisioned table', table, [aResource('dynamodb-table')], {}, true],
    [
      'a table on demand',
      table,
      [aResource('dynamodb-table', { attributes: { billingMode: 'PAY_PER_REQUEST' } })],
      {},
      false,
    ],
    ['a table that is gone', table, [], {}, false],
    ['a table that could not be read', table, [], { denied: ['dynamodb-table'] }, ['denied']],
    [
      'a namespace whose resources are not read',
      { ...target, serviceNamespace: 'sagemaker', resourceId: 'endpoint/rank/variant/a' },
      [],
      {},
      true,
    ],
  ])('%s', (_, judged, resources, setting, expected) => {
    expect(said(scalingHasEffect(worldWith(resources, setting), here, judged))).toEqual(expected);
  });

  const policy = (attributes: Record<string, Json>) => aResource('scaling-policy', { attributes });
  const step = (adjustment: number, type: string) =>
    policy({
      policyType: 'StepScaling',
      disableScaleIn: null,
      stepAdjustments: [{ lower: null, upper: 0, adjustment }],
      configuration: { AdjustmentType: type },
    });
  const forecast = (predictiveMode: string) =>
    policy({ policyType: 'PredictiveScaling', disableScaleIn: null, predictiveMode });

  it.each<[string, Resource, { acts: number; scalesIn: boolean }]>([
    ['tracking', policy({}), { acts: 1, scalesIn: true }],
    ['tracking without scale-in', policy({ disableScaleIn: true }), { acts: 1, scalesIn: false }],
    ['a step down', step(-2, 'ChangeInCapacity'), { acts: 1, scalesIn: true }],
    ['a step up', step(2, 'PercentChangeInCapacity'), { acts: 1, scalesIn: false }],
    ['a step to an exact capacity', step(2, 'ExactCapacity'), { acts: 1, scalesIn: true }],
    ['a forecast', forecast('ForecastOnly'), { acts: 0, scalesIn: false }],
    ['a forecast that scales, but never in', forecast('ForecastAndScale'), { acts: 1, scalesIn: false }],
  ])('a policy: %s', (_, resource, expected) => {
    const world = worldWith([resource]);
    expect({
      acts: said(actingPolicyCount(world, here, target)),
      scalesIn: said(anyPolicyScalesIn(world, here, target)),
    }).toEqual(expected);
  });

  it.each<[string, number, number | null]>([
    ['ecs:service:DesiredCount', 50, 100],
    ['ecs:service:DesiredCount', 0, 1],
    ['elasticache:replication-group:Replicas', 3, 5],
    ['elasticache:replication-group:Replicas', 5, null],
    ['rds:cluster:ReadReplicaCount', 15, null],
  ])('the maximum of %s, %i now, may be raised to %s', (dimension, maximum, expected) => {
    expect(raisedMaximum(dimension, maximum)).toBe(expected);
  });

  it('has no tracking policy to suggest where AWS predefines no utilisation', () => {
    expect(suggestedTracking('elasticache:cache-cluster:Nodes')).toBeNull();
    expect(suggestedTracking('lambda:function:ProvisionedConcurrency')).toEqual({
      TargetValue: 0.7,
      PredefinedMetricSpecification: { PredefinedMetricType: 'LambdaProvisionedConcurrencyUtilization' },
    });
  });
});
