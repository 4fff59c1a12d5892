import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/evaluator/evaluate.ts';
import { checkRule } from '../../src/evaluator/vocabulary.ts';
import { loadRules } from '../../src/loaders/rules.ts';
import type { Waiver } from '../../src/model/policy.ts';
import type { Report } from '../../src/model/report.ts';
import type { Resource } from '../../src/model/snapshot.ts';
import { aPolicy, aResource, aSnapshot, testNow } from '../support/world.ts';

const notScaled = 'ecs-service-not-scaled';
const cooldown = 'ecs-scale-out-cooldown-long';
const rules = loadRules(['rules'], checkRule).filter(({ id }) => [notScaled, cooldown].includes(id));

interface Over {
  now?: string;
  policy?: object;
  denied?: string[];
  only?: string;
}

function audit(resources: Resource[], waivers: Waiver[], { now, policy, denied, only }: Over = {}): Promise<Report> {
  const isIn = (id: string) => only === undefined || id === only;
  return evaluate({
    snapshot: aSnapshot(resources, denied),
    rules: rules.filter(({ id }) => isIn(id)),
    leftOut: rules.filter(({ id }) => !isIn(id)).map(({ id }) => id),
    policy: aPolicy(policy),
    hasPolicy: true,
    waivers,
    now: now ?? testNow,
    tool: 'test',
    run: { failOn: 'high', allowIncomplete: false, failOnNew: false, strict: false, ruleSet: 'all' },
  });
}

const waiver = (over: Partial<Waiver> = {}): Waiver => ({
  rule: notScaled,
  match: {},
  reason: 'soon gone',
  owner: 'platform',
  expires: '2026-12-31',
  ...over,
});
const noticesOf = (report: Report) => report.notices.filter(({ code }) => code.startsWith('waiver-'));
const summary = (report: Report) => ({
  outcomes: report.results.map(({ outcome }) => outcome),
  notices: noticesOf(report).map(({ code }) => code),
});

const web = aResource('ecs-service', { tags: { env: 'prod' } });
const carts = aResource('ecs-service', { attributes: { serviceName: 'carts' } });
/** A slow scaling policy of a service whose tags were not read. */
const unread = [
  aResource('ecs-service', { tags: null, unread: { tags: 'denied' } }),
  aResource('scalable-target'),
  aResource('scaling-policy', { attributes: { scaleOutCooldownSeconds: 300 } }),
];
const matching = (match: Waiver['match'], over: Partial<Waiver> = {}) => [waiver({ match, ...over })];
const slow = { rule: cooldown };

describe('a waiver', () => {
  it.each<[string, Resource[], Waiver[], Over, string[], string[]]>([
    ['covers', [web], [waiver()], {}, ['waived'], []],
    ['holds on its last day', [web], [waiver({ expires: '2026-11-22' })], {}, ['waived'], ['waiver-expiring']],
    ['waives nothing on the day after', [web], [waiver({ expires: '2026-11-21' })], {}, ['fail'], ['waiver-expired']],
    [
      'within 14 days of its end is told',
      [web],
      [waiver({ expires: '2026-12-05' })],
      {},
      ['waived'],
      ['waiver-expiring'],
    ],
    ['further from its end is not', [web], [waiver({ expires: '2026-12-06' })], {}, ['waived'], []],
    ['takes a rule by glob', [web], [waiver({ rule: 'ecs-*' })], {}, ['waived'], []],
    ['takes every rule', [web], [waiver({ rule: '*' })], {}, ['waived'], []],
    ['takes names by glob', [web, carts], matching({ name: 'shop/w*' }), {}, ['fail', 'waived'], []],
    ['takes a name with a slash by one star', [web], matching({ name: '*' }), {}, ['waived'], []],
    ['of another name covers nothing', [web], matching({ name: 'other/*' }), {}, ['fail'], ['waiver-unused']],
    ['of another rule covers nothing', [web], [waiver({ rule: cooldown })], {}, ['fail'], ['waiver-unused']],
    ['of another kind covers nothing', [web], matching({ kind: 'cache' }), {}, ['fail'], ['waiver-unused']],
    ['matches by account and region', [web], matching({ account: '1111*', region: 'eu-*' }), {}, ['waived'], []],
    [
      'of another region in the same account covers nothing',
      [web],
      matching({ region: 'global' }),
      {},
      ['fail'],
      ['waiver-unused'],
    ],
    [
      'of an account that was not audited is not unused',
      [web],
      matching({ account: '444455556666' }),
      {},
      ['fail'],
      [],
    ],
    ['of a region that was not audited is not unused', [web], matching({ region: 'us-east-1' }), {}, ['fail'], []],
    ['matches by tag', [web], matching({ tags: { env: 'p*' } }), {}, ['waived'], []],
    ['of another tag covers nothing', [web], matching({ tags: { env: 'dev' } }), {}, ['fail'], ['waiver-unused']],
    [
      'waives nothing where its tag was not read',
      unread,
      matching({ tags: { env: 'prod' } }, slow),
      { only: cooldown },
      ['fail'],
      ['waiver-uncertain'],
    ],
    [
      'needs no tag where the name decides',
      unread,
      matching({ name: 'x', tags: { env: 'prod' } }, slow),
      { only: cooldown },
      ['fail'],
      ['waiver-unused'],
    ],
    [
      'gives way to a certain one below it',
      unread,
      [...matching({ tags: { env: 'prod' } }, slow), waiver(slow)],
      { only: cooldown },
      ['waived'],
      ['waiver-uncertain'],
    ],
    [
      'of a disabled rule is not unused',
      [web],
      [waiver({ rule: cooldown })],
      { policy: { rules: { [cooldown]: { enabled: false } } } },
      ['fail'],
      [],
    ],
    [
      'of a rule outside of --only is not unused',
      [web],
      [waiver({ rule: cooldown })],
      { only: notScaled },
      ['fail'],
      [],
    ],
    [
      'of rules that are only partly judged is not unused',
      [web],
      [waiver({ rule: 'ecs-*', match: { name: 'x' } })],
      { only: notScaled },
      ['fail'],
      [],
    ],
    ['waives nothing unknown', [web], [waiver()], { denied: ['scalable-target'] }, ['unknown'], ['waiver-undecided']],
    [
      'waives nothing that could not be listed',
      [],
      [waiver()],
      { denied: ['ecs-service'] },
      ['unknown'],
      ['waiver-undecided'],
    ],
    [
      'covers once where two match, and the second is told',
      [web],
      [waiver(), waiver({ owner: 'b' })],
      {},
      ['waived'],
      ['waiver-unused'],
    ],
    [
      'that expired does not hide a valid one',
      [web],
      [waiver({ expires: '2026-11-01' }), waiver()],
      {},
      ['waived'],
      ['waiver-expired'],
    ],
    [
      'that covers less is not unused because of one that covers more',
      [web, carts],
      [waiver(), ...matching({ name: 'shop/web' })],
      {},
      ['waived', 'waived'],
      ['waiver-unused'],
    ],
    ['of headroom.yaml counts too', [web], [], { policy: { waivers: [waiver()] } }, ['waived'], []],
    [
      'of waivers.yaml goes before one of headroom.yaml',
      [web],
      [waiver()],
      { policy: { waivers: [waiver()] } },
      ['waived'],
      ['waiver-unused'],
    ],
  ])('%s', async (_, resources, waivers, over, outcomes, notices) => {
    expect(summary(await audit(resources, waivers, over))).toEqual({ outcomes, notices });
  });

  it('leaves reason, owner and last day on the result', async () => {
    const [result] = (await audit([web], [waiver()])).results;
    expect(result?.waiver).toEqual({ reason: 'soon gone', owner: 'platform', expires: '2026-12-31' });
  });

  it('does not count for the exit code', async () => {
    const policy = { rules: { [notScaled]: { severity: 'critical' } } };
    expect((await audit([web], [], { policy })).run.exitCode).toBe(1);
    expect((await audit([web], [waiver()], { policy })).run.exitCode).toBe(0);
  });
});

describe('the last day ends at midnight in the time zone of the policy', () => {
  it.each<[string, string, string, string]>([
    ['UTC', '2026-11-22', '2026-11-22T23:59:59.999Z', '2026-11-23T00:00:00Z'],
    ['Asia/Tokyo', '2026-11-22', '2026-11-22T14:59:59.999Z', '2026-11-22T15:00:00Z'],
    ['America/New_York', '2026-11-21', '2026-11-22T04:59:59.999Z', '2026-11-22T05:00:00Z'],
    ['Pacific/Kiritimati', '2026-11-22', '2026-11-22T09:59:59.999Z', '2026-11-22T10:00:00Z'],
    // A day of 23 hours, one of 25, and one whose next has no midnight: clocks go from 23:59:59 to 01:00.
    ['Europe/Berlin', '2026-03-29', '2026-03-29T21:59:59.999Z', '2026-03-29T22:00:00Z'],
    ['Europe/Berlin', '2026-10-25', '2026-10-25T22:59:59.999Z', '2026-10-25T23:00:00Z'],
    ['Africa/Cairo', '2026-04-23', '2026-04-23T21:59:59.999Z', '2026-04-23T22:00:00Z'],
  ])('%s, %s', async (timezone, expires, last, after) => {
    const at = (now: string) => audit([web], [waiver({ expires })], { policy: { timezone }, now });
    expect(summary(await at(last)).outcomes).toEqual(['waived']);
    expect(summary(await at(after)).outcomes).toEqual(['fail']);
  });
});

describe('a notice says which waiver it is about, and what follows', () => {
  const name = `Waiver of ${notScaled} (platform: soon gone)`;
  it.each<[string, Resource[], Waiver[], Over, string]>([
    [
      'expired',
      [web],
      [waiver({ expires: '2026-11-21' })],
      {},
      `${name} expired on 2026-11-21 and waives nothing: 1 finding that it covered counts again.`,
    ],
    [
      'expired, and nothing is left',
      [],
      [waiver({ expires: '2026-11-21' })],
      {},
      `${name} expired on 2026-11-21 and waives nothing.`,
    ],
    [
      'expiring',
      [web, carts],
      [waiver({ expires: '2026-11-30' })],
      {},
      `${name} expires on 2026-11-30; 2 findings count again after that day.`,
    ],
    [
      'unused',
      [web],
      matching({ kind: 'cache', name: 'x', tags: { env: 'dev' } }),
      {},
      `Waiver of ${notScaled} for kind cache, name x, tag env=dev (platform: soon gone) matched no finding.`,
    ],
    [
      'overlapping',
      [web],
      [waiver(), waiver()],
      {},
      `${name} matched only findings that another waiver covers already.`,
    ],
    [
      'uncertain',
      unread,
      matching({ tags: { env: 'prod' } }, slow),
      { only: cooldown },
      `Waiver of ${cooldown} for tag env=prod (platform: soon gone) was not applied to 1 finding: it matches by tags, which could not be read there.`,
    ],
    [
      'undecided',
      [web],
      [waiver()],
      { denied: ['scalable-target'] },
      `${name} covers no finding; 1 result that it may be meant for could not be judged, and a waiver covers findings alone.`,
    ],
  ])('%s', async (_, resources, waivers, over, message) => {
    expect(noticesOf(await audit(resources, waivers, over)).map((notice) => notice.message)).toEqual([message]);
  });
});
