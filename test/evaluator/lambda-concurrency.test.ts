import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/evaluator/evaluate.ts';
import { checkRule } from '../../src/evaluator/vocabulary.ts';
import { loadRules } from '../../src/loaders/rules.ts';
import type { Resource } from '../../src/model/snapshot.ts';
import { aPolicy, aResource, aSnapshot, type ResourceInput, testNow } from '../support/world.ts';

type Result = Awaited<ReturnType<typeof evaluate>>['results'][number];

const rules = loadRules(['rules'], checkRule);
const critical = {
  workloads: [{ name: 'checkout', match: { kind: 'lambda-function' }, tier: 'critical', env: 'prod' }],
};

/** What fails of all rules that ship. */
async function failures(resources: Resource[], policy: unknown = {}): Promise<Result[]> {
  const { results } = await evaluate({
    snapshot: aSnapshot(resources),
    rules,
    policy: aPolicy(policy),
    hasPolicy: true,
    waivers: [],
    now: testNow,
    tool: 'test',
    run: { failOn: 'high', allowIncomplete: false, failOnNew: false, strict: false, ruleSet: 'all' },
  });
  return results.filter(({ outcome }) => outcome === 'fail');
}

const fn = (attributes: ResourceInput['attributes'] = {}) => aResource('lambda-function', { attributes });
const reserves = (result: Result) => JSON.stringify(result.remediation ?? null).includes('put-function-concurrency');
const queue = { source: 'arn:aws:sqs:eu-central-1:111122223333:orders', enabled: true, maximumConcurrency: 50 };

describe('every function is told to reserve concurrency (checkov CKV_AWS_115, lambda-concurrency-check, cdk-nag LambdaConcurrency)', () => {
  it.each([
    ['a plain one', {}],
    ['one with a queue that is polled up to a maximum', { eventSources: [queue] }],
    ['one with provisioned concurrency', { provisionedConcurrency: [{ qualifier: 'live', requested: 50 }] }],
    ['one in a VPC, with a long timeout', { vpcId: 'vpc-1', timeoutSeconds: 900 }],
  ])('a function without a reservation is not told to reserve: %s', async (_, attributes) => {
    const failed = await failures([fn(attributes), aResource('lambda-account')], critical);
    expect(failed.filter(reserves).map(({ rule }) => rule)).toEqual([]);
    const about = failed.filter(({ subject }) => subject.kind === 'lambda-function').map(({ rule }) => rule);
    expect(about).toEqual('provisionedConcurrency' in attributes ? ['lambda-provisioned-concurrency-not-scaled'] : []);
  });

  it('what all reservations together take from the others is told instead, which nobody else adds up', async () => {
    const limits = aResource('lambda-account', {
      attributes: { concurrentExecutions: 1000, unreservedConcurrentExecutions: 100 },
    });
    const failed = await failures([fn({ reservedConcurrency: 900 }), limits]);
    expect(failed.map(({ rule }) => rule)).toContain('lambda-unreserved-pool-low');
    expect(failed.filter(reserves).map(({ rule }) => rule)).toEqual([]);
  });
});
