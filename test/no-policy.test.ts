import { describe, expect, it } from 'vitest';
import { judgeExample } from '../src/evaluator/examples.ts';
import { emptyPolicy } from '../src/model/policy.ts';
import type { Rule } from '../src/model/rule.ts';
import { atOrAbove } from '../src/model/severity.ts';
import { allRules, auditAccount, readAccount, readExamplePolicy } from './support/sandbox-audit.ts';
import { stagedExamples } from './support/staged.ts';

/**
 * What may be high on an account that nobody tuned: proven, hurting now or at a dated event, and for the reader to mend. A
 * rule that is added here needs the same argument; most reach high through what the policy, metrics or the trail tell.
 */
const graveByConfiguration = [
  'budget-dead',
  'ecs-high-resolution-metrics-missing',
  'ecs-max-above-fargate-quota',
  'ecs-task-starts-failing',
  'lambda-provisioned-above-reserved',
  'lambda-target-value-invalid',
  'override-expired',
  'rds-proxy-unhealthy',
  'scaling-activity-failed',
  'scaling-policy-inactive',
  'scaling-suspended',
  'scheduled-action-above-max',
  'scheduled-rate-reasserts-minimum',
];

/** Grave only where AWS itself told what happened, which no typical account shows; each with what that is. */
const graveByWhatHappened: Record<string, string> = {
  'alb-metric-wrong-target-group': 'the policy tracks a target group that the service does not serve',
  'dynamodb-near-max': 'the maximum was hit on three days of fourteen',
  'dynamodb-on-demand-capped': 'CloudWatch measured more than two thirds of the cap',
  'dynamodb-replica-scaling-differs': 'writes to one replica are scaled, to another not',
  'ecs-capacity-provider-no-headroom': 'the instances behind the service are at their maximum',
  'ecs-near-max': 'the maximum was hit on three days of fourteen',
  'ecs-subnet-ips-below-max': 'the subnets have no addresses for the maximum',
  'elasticache-memcached-errors-when-full': 'somebody chose errors instead of eviction',
  'elasticache-noeviction': 'somebody chose refusal instead of eviction, and nothing watches the memory',
  'elasticache-parameters-not-applied': 'an eviction or memory setting waits for a reboot',
  'gate-drops-scheduled-action': 'a deploy deletes the way back of capacity that stands raised',
  'lambda-concurrency-clamped': 'a function is clamped to nothing while events wait',
  'lambda-provisioned-concurrency-not-scaled': 'AWS could not allocate what was asked for',
  'opensearch-max-ocu-low': 'search uses 60 percent of a small maximum now',
  'opensearch-near-max-ocu': 'search uses 80 percent of its maximum now',
  'scaling-hit-max': 'the maximum was hit on three days of fourteen',
};

const mayBeGrave = new Set([...graveByConfiguration, ...Object.keys(graveByWhatHappened)]);
/** Grave through what metrics, the trail or events tell, which is as good as a policy. */
const waits = (rule: Rule) => rule.needs.some((one) => one === 'metrics' || one === 'trail' || one === 'events');

async function gravestWithoutPolicy(rule: Rule): Promise<string[]> {
  const grave: string[] = [];
  for (const example of Object.values(rule.examples).flat()) {
    try {
      const { verdict } = await judgeExample(rule, { ...example, policy: undefined });
      if (verdict.outcome === 'fail' && atOrAbove(verdict.severity, 'high')) grave.push(example.name);
    } catch (error) {
      // Subjects that the policy itself declares are not there without it.
      if (!(error instanceof Error && error.message.startsWith('no subject'))) throw error;
    }
  }
  return grave;
}

describe('without a policy', () => {
  it.each(allRules.filter((rule) => !waits(rule)).map((rule) => [rule.id, rule] as const))(
    '%s fails the default gate only where that is proven and hurting',
    async (id, rule) => {
      const grave = await gravestWithoutPolicy(rule);
      if (!mayBeGrave.has(id)) expect(grave).toEqual([]);
    },
  );

  it.each(stagedExamples)('the staged account %s fails the default gate for nothing else', async (example) => {
    const account = readAccount(example);
    const { regions } = readExamplePolicy(example, String(account.now));
    const { report } = await auditAccount(account, { ...emptyPolicy(), ...(regions && { regions }) });
    const grave = report.results.filter(({ outcome, severity }) => outcome === 'fail' && atOrAbove(severity, 'high'));
    const told = new Set(allRules.filter(waits).map(({ id }) => id));
    const others = grave.map(({ rule }) => rule).filter((rule) => !mayBeGrave.has(rule) && !told.has(rule));
    expect([...new Set(others)]).toEqual([]);
  });

  it('one line says how many rules wait for a policy, and how to start one', async () => {
    const account = readAccount('mangaassist');
    const { regions } = readExamplePolicy('mangaassist', String(account.now));
    const { report } = await auditAccount(account, { ...emptyPolicy(), ...(regions && { regions }) });
    const waiting = allRules.filter((rule) => rule.needs.includes('policy')).length;
    const [notice, ...others] = report.notices.filter(({ code }) => code === 'policy-missing');
    expect(others).toEqual([]);
    expect(notice?.message).toContain(`${waiting} of ${allRules.length} rules wait for one`);
    expect(notice?.message).toContain('headroom init --from-snapshot');
  });
});
