import { describe, expect, it } from 'vitest';
import { describeTable } from '../../src/collectors/aws/describe/dynamodb-table.ts';
import { evaluate } from '../../src/evaluator/evaluate.ts';
import { checkRule } from '../../src/evaluator/vocabulary.ts';
import { loadRules } from '../../src/loaders/rules.ts';
import type { Resource } from '../../src/model/snapshot.ts';
import { aListing, aPolicy, aResource, aSnapshot, type ResourceInput, testNow } from '../support/world.ts';

/**
 * Whether something is scaled is checked by many tools, and by most of them wrongly. Each test names the mistake that it
 * refutes, over all rules that ship.
 */
const rules = loadRules(['rules'], checkRule);
const elsewhere = { region: 'us-east-1' };
const others = { account: '999999999999' };

/** A report of all rules, where three places were seen whole. */
function audit(resources: Resource[]) {
  const snapshot = aSnapshot(resources);
  const places = [elsewhere, others].flatMap((place) => snapshot.coverage.map((entry) => ({ ...entry, ...place })));
  const activities = aListing('scaling-activity', 'ok', {
    api: 'application-autoscaling:DescribeScalingActivities',
    since: '2026-10-01T04:00:00Z',
  });
  return evaluate({
    snapshot: { ...snapshot, coverage: [...snapshot.coverage, activities, ...places] },
    rules,
    policy: aPolicy(),
    hasPolicy: true,
    waivers: [],
    now: testNow,
    tool: 'test',
    run: { failOn: 'high', allowIncomplete: false, failOnNew: false, strict: false, ruleSet: 'all' },
  });
}

/** Findings about whether something is scaled, as "rule key". */
async function findings(resources: Resource[]): Promise<string[]> {
  const report = await audit(resources);
  return report.results
    .filter(({ outcome, rule }) => outcome === 'fail' && aboutScaling.test(rule))
    .filter(({ subject }) => subject.account === '111122223333' && subject.region === 'eu-central-1')
    .map(({ rule, subject }) => `${rule} ${subject.key}`)
    .sort();
}

const aboutScaling =
  /^(ecs-service-not-scaled|dynamodb-provisioned-not-scaled|scalable-target-without-policy|scaling-suspended|target-utilization-high|scale-in-blocked)$/;

const service = (over: ResourceInput = {}) => aResource('ecs-service', over);
const table = (over: ResourceInput = {}) => aResource('dynamodb-table', over);
const tableSide = (side: 'Read' | 'Write', index?: string) => ({
  serviceNamespace: 'dynamodb',
  resourceId: index ? `table/sessions/index/${index}` : 'table/sessions',
  scalableDimension: `dynamodb:${index ? 'index' : 'table'}:${side}CapacityUnits`,
});
const target = (attributes: ResourceInput['attributes'] = {}, place: ResourceInput = {}) =>
  aResource('scalable-target', { attributes, ...place });
const tracking = (attributes: ResourceInput['attributes'] = {}, place: ResourceInput = {}) =>
  aResource('scaling-policy', { attributes, ...place });
const tracked = (side: 'Read' | 'Write', index?: string, place: ResourceInput = {}) => [
  target(tableSide(side, index), place),
  tracking({ ...tableSide(side, index), predefinedMetric: `DynamoDB${side}CapacityUtilization` }, place),
];

describe('joins on the name only (steampipe-mod-aws-thrifty, steampipe-mod-aws-compliance)', () => {
  it('a service is not scaled by the target of its namesake in another region', async () => {
    const away = [service(elsewhere), target({}, elsewhere), tracking({}, elsewhere)];
    expect(await findings([service(), ...away])).toEqual(['ecs-service-not-scaled shop/web']);
  });

  it('a service is not scaled by the target of its namesake in another account', async () => {
    const away = [service(others), target({}, others), tracking({}, others)];
    expect(await findings([service(), ...away])).toEqual(['ecs-service-not-scaled shop/web']);
  });

  it('a table is not scaled by the target of its namesake elsewhere', async () => {
    const away = [elsewhere, others].flatMap((place) => [
      table(place),
      ...tracked('Read', undefined, place),
      ...tracked('Write', undefined, place),
    ]);
    expect(await findings([table(), ...away])).toEqual([
      'dynamodb-provisioned-not-scaled sessions/read',
      'dynamodb-provisioned-not-scaled sessions/write',
    ]);
  });

  it('reads scaled in two accounts do not add up to reads and writes', async () => {
    const away = [table(others), ...tracked('Read', undefined, others)];
    expect(await findings([table(), ...tracked('Read'), ...away])).toEqual([
      'dynamodb-provisioned-not-scaled sessions/write',
    ]);
  });
});

describe('any dimension counts (steampipe-mod-aws-thrifty; prowler leaves indexes out)', () => {
  const units = { maxReadRequestUnits: null, maxWriteRequestUnits: null };
  const warm = { warmReadUnitsPerSecond: null, warmWriteUnitsPerSecond: null };
  const index = { name: 'by-user', readCapacityUnits: 100, writeCapacityUnits: 100, ...units, ...warm };

  it('a table whose reads alone are scaled is not scaled', async () => {
    expect(await findings([table(), ...tracked('Read')])).toEqual(['dynamodb-provisioned-not-scaled sessions/write']);
  });

  it('a table is not scaled by the target of its index, nor the index by those of its table', async () => {
    const indexed = table({ attributes: { indexes: [index] } });
    expect(await findings([indexed, ...tracked('Read', 'by-user'), ...tracked('Write', 'by-user')])).toEqual([
      'dynamodb-provisioned-not-scaled sessions/read',
      'dynamodb-provisioned-not-scaled sessions/write',
    ]);
    expect(await findings([indexed, ...tracked('Read'), ...tracked('Write')])).toEqual([
      'dynamodb-provisioned-not-scaled sessions/index/by-user/read',
      'dynamodb-provisioned-not-scaled sessions/index/by-user/write',
    ]);
  });
});

describe('a target is enough (thrifty, service-screener, prowler)', () => {
  const id = 'ecs|service/shop/web|ecs:service:DesiredCount';

  it('a service with a target and no policy is not scaled', async () => {
    expect(await findings([service(), target()])).toEqual([`scalable-target-without-policy ${id}`]);
  });

  it('a service with a target and a forecast is not scaled', async () => {
    const forecast = tracking({ policyType: 'PredictiveScaling', predictiveMode: 'ForecastOnly' });
    expect(await findings([service(), target(), forecast])).toEqual([`scalable-target-without-policy ${id}`]);
  });

  it('a service whose scale-out is suspended is not scaled', async () => {
    const suspended = target({ suspendedDynamicScaleOut: true });
    expect(await findings([service(), suspended, tracking()])).toEqual([`scaling-suspended ${id}`]);
  });

  it('a table with targets and no policies is not scaled', async () => {
    expect(await findings([table(), target(tableSide('Read')), target(tableSide('Write'))])).toEqual([
      'dynamodb-provisioned-not-scaled sessions/read',
      'dynamodb-provisioned-not-scaled sessions/write',
      'scalable-target-without-policy dynamodb|table/sessions|dynamodb:table:ReadCapacityUnits',
      'scalable-target-without-policy dynamodb|table/sessions|dynamodb:table:WriteCapacityUnits',
    ]);
  });

  it('a table whose scale-out is suspended is not scaled', async () => {
    const [, policy] = tracked('Read');
    const suspended = target({ ...tableSide('Read'), suspendedDynamicScaleOut: true });
    expect(await findings([table(), suspended, policy as Resource, ...tracked('Write')])).toEqual([
      'dynamodb-provisioned-not-scaled sessions/read',
      'scaling-suspended dynamodb|table/sessions|dynamodb:table:ReadCapacityUnits',
    ]);
  });
});

describe('services without a launch type are skipped (thrifty)', () => {
  it.each([
    [
      'a capacity provider strategy',
      { launchType: null, capacityProviders: [{ name: 'FARGATE', base: 0, weight: 1 }] },
    ],
    ['EC2', { launchType: 'EC2' }],
  ])('a service on %s is looked at', async (_, attributes) => {
    expect(await findings([service({ attributes })])).toEqual(['ecs-service-not-scaled shop/web']);
  });
});

describe('a table that was never on demand has no BillingModeSummary (service-screener misses it)', () => {
  it('it is provisioned', () => {
    const draft = describeTable(
      { TableName: 'sessions', ProvisionedThroughput: { ReadCapacityUnits: 10, WriteCapacityUnits: 10 } },
      { ok: true, value: false },
      'eu-central-1',
    );
    expect(draft.attributes.billingMode).toBe('PROVISIONED');
    expect(draft.defaulted).toContain('billingMode');
  });
});

describe('one-sided policies (service-screener takes the missing side for a target of 0 percent)', () => {
  it('a table with a policy for reads alone is not told that its writes have a low or a high target', async () => {
    const writes = target(tableSide('Write'));
    expect(await findings([table(), ...tracked('Read'), writes])).toEqual([
      'dynamodb-provisioned-not-scaled sessions/write',
      'scalable-target-without-policy dynamodb|table/sessions|dynamodb:table:WriteCapacityUnits',
    ]);
  });
});

describe('reserved concurrency for everybody (checkov CKV_AWS_115, which takes it away from all other functions)', () => {
  it('a function without reserved concurrency is no finding of any rule', async () => {
    const plain = aResource('lambda-function', {
      attributes: { reservedConcurrency: null, provisionedConcurrency: [], eventSources: [] },
      observed: { provisioning: [] },
    });
    const report = await audit([plain]);
    const about = report.results.filter(({ subject }) => subject.kind === 'lambda-function');
    expect(about.filter(({ outcome, rule }) => outcome === 'fail' && !rule.includes('alarm'))).toEqual([]);
  });
});
