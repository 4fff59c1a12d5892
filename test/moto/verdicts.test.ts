import { expect, it } from 'vitest';
import type { Outcome, Result } from '../../src/model/report.ts';
import { createAccount } from './account.ts';
import { type Audited, audit } from './cli.ts';
import { expected } from './expected.ts';
import { describeOnMoto } from './stage.ts';

/** Subjects by region, severity and outcome of a rule's results, each list sorted. */
function grouped(results: Result[], outcome: Outcome, region: string): Record<string, string[]> {
  const groups: Record<string, string[]> = {};
  for (const { severity, subject, ...result } of results) {
    if (result.outcome !== outcome || subject.region !== region) continue;
    groups[severity] = [...(groups[severity] ?? []), subject.name].sort();
  }
  return groups;
}

const sorted = (groups: Record<string, string[]> = {}) =>
  Object.fromEntries(Object.entries(groups).map(([severity, names]) => [severity, [...names].sort()]));

const place = ({ subject }: Result) => `${subject.region} ${subject.name}`;

describeOnMoto('an account that was made by the SDK', createAccount, (staged) => {
  let audited: Promise<Audited> | undefined;

  /** One audit for all tests, judged as of two hours later: what was seen does not age. */
  function resultsOf(rule: string): Promise<Result[]> {
    audited ??= audit(staged(), '--now', new Date(Date.now() + 2 * 3_600_000).toISOString());
    return audited.then(({ report }) => report.results.filter((result) => result.rule === rule));
  }

  it.each(expected)(
    '$rule fails what is wrong, and not its namesake in the other region',
    async ({ rule, eu, us, passes = [], unknown }) => {
      const results = await resultsOf(rule);
      expect(grouped(results, 'fail', 'eu-central-1')).toEqual(sorted(eu));
      expect(grouped(results, 'fail', 'us-east-1')).toEqual(sorted(us));
      expect(grouped(results, 'fail', 'global')).toEqual({});

      const passed = results.filter(({ outcome }) => outcome === 'pass').map(place);
      expect(passed).toEqual(expect.arrayContaining(passes));

      const open = results.filter(({ outcome }) => outcome === 'unknown');
      for (const subject of unknown?.subjects ?? []) {
        const because = open.filter((result) => place(result) === subject).flatMap((one) => one.unknownBecause);
        const reason = unknown?.api === null ? 'not-recorded' : 'failed';
        expect(because, subject).toContainEqual(expect.objectContaining({ reason, api: unknown?.api }));
      }
    },
  );

  it('lists every table, service and tag, whatever page it came on', async () => {
    const scaled = await resultsOf('ecs-service-not-scaled');
    expect(scaled.filter(({ subject }) => subject.region === 'eu-central-1')).toHaveLength(27);
    const alarmed = await resultsOf('dynamodb-throttle-alarm-missing');
    expect(alarmed.filter(({ subject }) => subject.region === 'eu-central-1')).toHaveLength(111);
    expect(alarmed.filter(({ subject }) => subject.region === 'us-east-1')).toHaveLength(6);
  });

  it('names the owner of the workload that its tags select', async () => {
    const owner = async (rule: string, name: string) =>
      (await resultsOf(rule))
        .filter(({ subject }) => subject.name === name)
        .map((one) => place(one) + one.subject.owner);
    expect(await owner('ecs-service-not-scaled', 'shop/cart')).toEqual([
      'eu-central-1 shop/cartshop-team',
      'us-east-1 shop/cartnull',
    ]);
    expect(await owner('dynamodb-spiky-table-provisioned', 'sessions')).toEqual([
      'eu-central-1 sessionssessions-team',
      'us-east-1 sessionssessions-team',
    ]);
  });

  it('says what was seen and prints a fix that repeats the configuration', async () => {
    const [cooldown] = (await resultsOf('ecs-scale-out-cooldown-long')).filter(({ outcome }) => outcome === 'fail');
    expect(cooldown?.message).toContain('waits 300 s (AWS default, never set)');
    expect(cooldown?.evidence).toContainEqual(
      expect.objectContaining({ fact: 'scaleOutCooldownSeconds', observed: 300, class: 'derived-default' }),
    );
    const fix = cooldown?.remediation?.commands.flat() ?? [];
    expect(fix).toEqual(expect.arrayContaining(['put-scaling-policy', 'service/shop/web', '--region', 'eu-central-1']));
    expect(JSON.parse(String(fix.find((word) => word.startsWith('{'))))).toMatchObject({
      TargetValue: 60,
      ScaleOutCooldown: 30,
      PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
    });
  });
});
