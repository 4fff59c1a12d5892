import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/evaluator/evaluate.ts';
import { Policy } from '../../src/model/policy.ts';
import { allRules } from '../support/sandbox-audit.ts';
import { aResource, aSnapshot, testNow } from '../support/world.ts';

const throughput = (modelUnits: number) => aResource('bedrock-provisioned-throughput', { attributes: { modelUnits } });
const models = aResource('bedrock-model', { attributes: { lifecycleStatus: 'LEGACY' } });

async function judged(baseline: Policy['workloads'][number]['baseline'], units = 4) {
  const snapshot = aSnapshot([throughput(units), models]);
  const policy = Policy.parse({ workloads: [{ name: 'assistant', match: { kind: 'bedrock-*' }, baseline }] });
  const report = await evaluate({
    ...{ snapshot, policy, rules: allRules, hasPolicy: true, waivers: [], now: testNow, tool: 'test' },
    run: { failOn: 'high', allowIncomplete: false, failOnNew: false, strict: false, ruleSet: 'all' },
    includePassed: true,
  });
  const of = (rule: string) => report.results.find((one) => one.rule === rule && one.subject.key !== '*');
  return {
    raised: of('bedrock-throughput-left-raised'),
    retiring: of('bedrock-model-retiring'),
    notices: report.notices,
  };
}

describe('a baseline that nobody reviewed', () => {
  it('proves nothing grave: what fails against it is provisional and medium', async () => {
    const { raised, notices } = await judged({ reviewed: false, minCapacity: 1 });
    expect(raised).toMatchObject({ outcome: 'fail', severity: 'medium' });
    expect(raised?.notes).toEqual([expect.stringContaining('Provisional: the baseline of workload assistant')]);
    expect(notices).toContainEqual(expect.objectContaining({ code: 'policy-unreviewed' }));
  });

  it('passes provisionally too', async () => {
    const { raised } = await judged({ reviewed: false, minCapacity: 4 });
    expect(raised).toMatchObject({ outcome: 'pass', notes: [expect.stringContaining('Provisional')] });
  });

  it('leaves alone what does not rest on it', async () => {
    const { retiring } = await judged({ reviewed: false, minCapacity: 1 });
    expect(retiring).toMatchObject({ outcome: 'fail', severity: 'medium' });
    expect(retiring?.notes).toBeUndefined();
  });

  it.each([
    ['says so', { reviewed: true, minCapacity: 1 }],
    ['says nothing', { minCapacity: 1 }],
  ])('is reviewed where it %s', async (_, baseline) => {
    const { raised, notices } = await judged(baseline);
    expect(raised).toMatchObject({ outcome: 'fail', severity: 'high' });
    expect(raised?.notes).toBeUndefined();
    expect(notices.map(({ code }) => code)).not.toContain('policy-unreviewed');
  });
});
