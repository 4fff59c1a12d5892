import { describe, expect, it } from 'vitest';
import { judgeExample } from '../src/evaluator/examples.ts';
import { checkRule } from '../src/evaluator/vocabulary.ts';
import { loadRules } from '../src/loaders/rules.ts';

const rules = loadRules(['rules'], checkRule);
const alarmRules = rules.filter((rule) => rule.about === 'alarms');

describe('rules about alarms', () => {
  it('say so, so that they are silenced and rolled up by one declaration', () => {
    const byName = rules.filter(({ id }) => id.endsWith('-alarm-missing') || id.startsWith('alarm-'));
    expect(byName.filter((rule) => rule.about !== 'alarms').map(({ id }) => id)).toEqual([]);
    expect(byName.length).toBeGreaterThanOrEqual(10);
  });

  it('leave it to that declaration whether alarms live elsewhere', () => {
    const own = rules.filter((rule) => JSON.stringify(rule.when ?? null).includes('"alerting"'));
    expect(own.map(({ id }) => id)).toEqual([]);
  });

  it.each(alarmRules.map((rule) => [rule.id, rule] as const))(
    '%s does not apply where the policy says that alarms live elsewhere',
    async (_, rule) => {
      for (const example of rule.examples.fail) {
        const elsewhere = { ...example, policy: { ...example.policy, alerting: 'external', workloads: [] } };
        expect((await judgeExample(rule, elsewhere)).verdict.outcome, example.name).toBe('not-applicable');
      }
    },
  );

  it.each(alarmRules.map((rule) => [rule.id, rule] as const))(
    '%s does not apply to a workload whose alarms live elsewhere',
    async (_, rule) => {
      const workloads = [{ name: 'all', match: { kind: '*' }, alerting: 'external' }];
      for (const example of rule.examples.fail) {
        const elsewhere = { ...example, policy: { ...example.policy, workloads } };
        expect((await judgeExample(rule, elsewhere)).verdict.outcome, example.name).toBe('not-applicable');
      }
    },
  );
});
