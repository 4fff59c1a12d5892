import { describe, expect, it } from 'vitest';
import { CalendarEvent } from '../src/model/event.ts';
import { auditAccount, auditExample, readAccount, readExamplePolicy } from './support/sandbox-audit.ts';

const service = 'service/manga/orchestrator';

/** The account of the first scenario, and a release in two weeks that no other of its events stands beside. */
async function auditBeforeRelease(event: Record<string, unknown> = {}) {
  const account = readAccount('mangaassist');
  const policy = readExamplePolicy('mangaassist', String(account.now));
  const release = CalendarEvent.parse({
    id: 'release-13',
    start: '2025-04-11T10:00:00+09:00',
    duration: '14h',
    multiplier: 8,
    ramp: '10m',
    targets: [{ workload: 'orchestrator' }],
    ...event,
  });
  const { report } = await auditAccount(account, policy, [], undefined, {}, [release]);
  const said = report.results
    .filter(({ outcome }) => outcome === 'fail')
    .filter(
      ({ subject, message }) =>
        `${subject.key} ${message}`.includes(`${service} `) || subject.key.includes(`${service}|`),
    );
  return { report, said: new Map(said.map((one) => [one.rule, one])) };
}

describe('an event with eight times the traffic, announced two weeks ahead', () => {
  it('fails the audit before it, with the reasons that the runbook found after it', async () => {
    const { report, said } = await auditBeforeRelease();

    expect(report.run.exitCode).toBe(1);
    expect(said.get('event-max-too-low')?.message).toBe(
      'release-13 starts 2025-04-11T01:00:00Z, in 13 days: service/manga/orchestrator has 50 tasks at most, and needs 160 (its peak takes 160 tasks, 8 times the normal 20).',
    );
    expect(said.get('event-not-prescaled')?.message).toMatch(
      /^release-13 starts 2025-04-11T01:00:00Z, in 13 days: service\/manga\/orchestrator needs a minimum of 1\d\d tasks by 2025-04-11T00:30:00Z \(its peak takes 160 tasks, 8 times the normal 20\), and will have 10: no scheduled action raises it\.$/,
    );
    const cooldown = said.get('ecs-scale-out-cooldown-long');
    expect(cooldown?.message).toContain('waits 120 s between scale-outs');
    expect(cooldown?.severity).toBe('high');
  });

  it('is called not scaled, with what each service lacks', async () => {
    const { report } = await auditBeforeRelease();
    const [event] = report.events ?? [];
    expect(event?.readiness).toBe('not scaled');
    const values = event?.targets.map(({ subject, value, needed, now, readiness }) => [
      subject.name,
      value,
      needed,
      now,
      readiness,
    ]);
    expect(values).toEqual([
      // Fast metrics and a maximum of 200: 19 tasks more than run are all that it lacks.
      [`${service}-repaired`, 'minCapacity', 39, 10, 'not scaled'],
      [`${service}-repaired`, 'maxCapacity', 160, 200, 'ready'],
      [service, 'minCapacity', expect.any(Number), 10, 'not scaled'],
      [service, 'maxCapacity', 160, 50, 'not scaled'],
    ]);
  });

  it('grows graver as it nears', async () => {
    const within = async (start: string) =>
      (await auditBeforeRelease({ start })).said.get('event-max-too-low')?.severity;
    expect(await within('2025-04-11T10:00:00+09:00')).toBe('medium');
    expect(await within('2025-04-02T10:00:00+09:00')).toBe('high');
    expect(await within('2025-03-28T20:00:00+09:00')).toBe('critical');
    expect(await within('2025-06-28T20:00:00+09:00')).toBeUndefined();
  });
});

describe('an event whose quotas and database do not bear it', () => {
  it('is not ready, for reasons of the workload as a whole', async () => {
    const { report } = await auditExample('matbakh');
    const [event] = report.events ?? [];
    const open = event?.targets.filter(({ readiness }) => readiness !== 'ready') ?? [];
    expect(open.map(({ value, readiness, why }) => `${value} ${readiness}: ${why}`)).toEqual([
      'connections of the database not scaled: orders takes no more',
      'quota on Bedrock tokens at risk: Anthropic Claude 3.5 Sonnet: 1000000 needed, 400000 allowed',
      'quota on WebSocket connections at risk: new WebSocket connections a second: 800 needed, 500 allowed',
      'quota increase at risk: WebSocket new connections rate: 1000 asked for, NOT_APPROVED',
    ]);
  });
});
