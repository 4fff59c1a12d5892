import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/evaluator/evaluate.ts';
import { checkRule } from '../../src/evaluator/vocabulary.ts';
import { loadRules } from '../../src/loaders/rules.ts';
import type { Policy, Waiver } from '../../src/model/policy.ts';
import type { Resource } from '../../src/model/snapshot.ts';
import { aPolicy, aResource, aSnapshot, testNow } from '../support/world.ts';

const rules = loadRules(['rules'], checkRule).filter((rule) =>
  ['ecs-service-not-scaled', 'ecs-scale-out-cooldown-long'].includes(rule.id),
);

interface Over {
  policy?: unknown;
  waivers?: Waiver[];
  denied?: string[];
  now?: string;
  run?: Partial<Parameters<typeof evaluate>[0]['run']>;
  includePassed?: boolean;
}

function audit(resources: Resource[], over: Over = {}) {
  const policy: Policy = aPolicy(over.policy ?? {});
  return evaluate({
    snapshot: aSnapshot(resources, over.denied),
    rules,
    policy,
    hasPolicy: over.policy !== undefined,
    waivers: over.waivers ?? [],
    now: over.now ?? testNow,
    tool: 'test',
    run: {
      failOn: 'high',
      allowIncomplete: false,
      failOnNew: false,
      strict: false,
      ruleSet: 'all',
      ...over.run,
    },
    includePassed: over.includePassed,
  });
}

const critical = { workloads: [{ name: 'web', match: { kind: 'ecs-service' }, tier: 'critical', owner: 'platform' }] };
describe('outcomes and exit codes', () => {
  it('a medium finding does not fail a run that fails on high', async () => {
    const report = await audit([aResource('ecs-service')]);
    expect(report.results.map((one) => [one.rule, one.outcome, one.severity])).toEqual([
      ['ecs-service-not-scaled', 'fail', 'medium'],
    ]);
    expect([report.verdict, report.run.exitCode]).toEqual(['clean', 0]);
  });

  it('the policy makes it high, and names the owner', async () => {
    const report = await audit([aResource('ecs-service')], { policy: critical });
    expect(report.results[0]).toMatchObject({ severity: 'high', subject: { owner: 'platform', workload: 'web' } });
    expect([report.verdict, report.run.exitCode]).toEqual(['findings', 1]);
  });

  it('what could not be listed yields one unknown per rule on *, and ends 3 where it matters', async () => {
    const report = await audit([], { denied: ['ecs-service'], run: { failOn: 'medium' } });
    expect(report.results.map((one) => [one.rule, one.outcome, one.subject.key])).toEqual([
      ['ecs-service-not-scaled', 'unknown', '*'],
    ]);
    expect([report.verdict, report.run.exitCode]).toEqual(['incomplete', 3]);
  });

  it('incomplete wins over findings; --allow-incomplete gives the findings their say', async () => {
    const resources = [aResource('ecs-service')];
    const denied = ['scaling-policy'];
    const both = await audit(resources, { denied, policy: critical, run: { failOn: 'medium' } });
    expect(both.run.exitCode).toBe(3);
    const allowed = await audit(resources, {
      denied,
      policy: critical,
      run: { failOn: 'medium', allowIncomplete: true },
    });
    expect([allowed.verdict, allowed.run.exitCode]).toEqual(['incomplete', 1]);
  });

  it('an accepted gap does not make a run incomplete; --strict accepts none; an expired one counts again', async () => {
    const gap = (expires: string) => ({ acceptedGaps: [{ api: 'test:List-ecs*', reason: 'r', owner: 'o', expires }] });
    const run = { failOn: 'medium' as const };
    const denied = ['ecs-service'];
    expect((await audit([], { denied, policy: gap('2026-12-01'), run })).run.exitCode).toBe(0);
    expect((await audit([], { denied, policy: gap('2026-12-01'), run: { ...run, strict: true } })).run.exitCode).toBe(
      3,
    );
    const expired = await audit([], { denied, policy: gap('2026-11-01'), run });
    expect(expired.run.exitCode).toBe(3);
    expect(expired.notices.map((one) => one.code)).toContain('accepted-gap-expired');
  });

  it('unknown over a proven finding stays a finding; over a possible one it is unknown', async () => {
    const denied = ['scalable-target'];
    const unseen = await audit([aResource('ecs-service')], { denied });
    expect(unseen.results.map((one) => [one.subject.key, one.outcome])).toEqual([['shop/web', 'unknown']]);
    const found = await audit([aResource('ecs-service'), aResource('scalable-target')], {
      denied,
      includePassed: true,
    });
    expect(found.results.map((one) => [one.subject.key, one.outcome])).toEqual([['shop/web', 'pass']]);
  });

  it('a disabled rule is not judged; a severity of the policy replaces the ladder', async () => {
    const off = await audit([aResource('ecs-service')], {
      policy: { rules: { 'ecs-service-not-scaled': { enabled: false } } },
    });
    expect(off.results).toEqual([]);
    expect(off.summary.rules).toBe(1);
    const info = await audit([aResource('ecs-service')], {
      policy: { ...critical, rules: { 'ecs-service-not-scaled': { severity: 'info' } } },
    });
    expect(info.results[0]?.severity).toBe('info');
  });
});

describe('unread tags', () => {
  const unread = aResource('ecs-service', { tags: null, unread: { tags: 'denied' } });
  const target = aResource('scalable-target');
  const slow = aResource('scaling-policy', { attributes: { scaleOutCooldownSeconds: 120 } });
  const byTag = (extra: object) => ({
    workloads: [{ name: 'web', match: { kind: 'ecs-service', tags: { env: 'prod' } }, ...extra }],
  });

  it('same verdict under each possible workload: that verdict, at the milder severity', async () => {
    const report = await audit([unread, target, slow], { policy: byTag({ traffic: 'spiky' }) });
    const result = report.results.find((one) => one.rule === 'ecs-scale-out-cooldown-long');
    expect(result).toMatchObject({ outcome: 'fail', severity: 'medium' });
    expect(result?.notes).toHaveLength(1);
  });

  it('different verdicts: unknown, naming the tags', async () => {
    const policy = byTag({ parameters: { 'ecs-scale-out-cooldown-long': { maxSeconds: 300 } } });
    const report = await audit([unread, target, slow], { policy });
    const result = report.results.find((one) => one.rule === 'ecs-scale-out-cooldown-long');
    expect(result?.outcome).toBe('unknown');
    expect(result?.unknownBecause).toContainEqual({ fact: 'tags', reason: 'denied', api: null });
  });

  it('unknown under each possible workload: unknown, as grave as it may be', async () => {
    const report = await audit([unread, slow], { policy: byTag({ tier: 'critical' }), denied: ['scalable-target'] });
    const result = report.results.find((one) => one.rule === 'ecs-service-not-scaled');
    expect(result).toMatchObject({ outcome: 'unknown', severity: 'high' });
    expect(report.run.exitCode).toBe(3);
  });
});

describe('purity', () => {
  it('the order of resources, coverage and rules does not matter', async () => {
    const resources = ['a', 'b', 'c'].map((serviceName) => aResource('ecs-service', { attributes: { serviceName } }));
    const forward = await audit(resources);
    const backward = await audit([...resources].reverse());
    expect(JSON.stringify(backward)).toBe(JSON.stringify(forward));
  });

  it('equal names in two regions are two subjects', async () => {
    const here = aResource('ecs-service');
    const there = aResource('ecs-service', { region: 'us-east-1' });
    const target = aResource('scalable-target');
    const report = await audit([here, there, target], { includePassed: true });
    const outcomes = report.results
      .filter((one) => one.rule === 'ecs-service-not-scaled')
      .map((one) => [one.subject.region, one.outcome]);
    // The listing of targets there is not recorded at all, so absence is not proven.
    expect(outcomes).toEqual([
      ['eu-central-1', 'pass'],
      ['us-east-1', 'unknown'],
    ]);
  });
});
