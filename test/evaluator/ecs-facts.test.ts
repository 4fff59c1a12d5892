import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/evaluator/evaluate.ts';
import { subjectOf } from '../../src/evaluator/facts/joins.ts';
import { subjectKinds } from '../../src/evaluator/subjects.ts';
import { factDefinition } from '../../src/evaluator/vocabulary.ts';
import { buildWorld } from '../../src/evaluator/world.ts';
import type { Json, Resource } from '../../src/model/snapshot.ts';
import { allRules } from '../support/sandbox-audit.ts';
import { aListing, aPolicy, aResource, aSnapshot, testNow } from '../support/world.ts';

const now = Date.parse(testNow);
const service = aResource('ecs-service');
const target = (over: Parameters<typeof aResource>[1] = {}) => aResource('scalable-target', over);
const policy = (over: Parameters<typeof aResource>[1] = {}) => aResource('scaling-policy', over);

/** A fact of the first service, in a world of these resources. */
function factOf(name: string, resources: Resource[], params: Record<string, Json> = {}, denied: string[] = []) {
  const world = buildWorld(aSnapshot(resources, denied), aPolicy(), now);
  const kind = subjectKinds.get('ecs-service');
  const definition = kind && factDefinition(kind, name);
  return definition?.compute(subjectOf(resources[0] as Resource), {
    world,
    workload: null,
    param: (key) => params[key] ?? null,
  });
}

/** Outcomes of one rule by subject. */
async function outcomes(rule: string, resources: Resource[]) {
  const snapshot = aSnapshot(resources);
  const elsewhere = { account: '111122223333', region: 'us-east-1' };
  snapshot.scopes.push({ partition: 'aws', ...elsewhere });
  for (const kind of ['ecs-service', 'scalable-target', 'scaling-policy', 'scheduled-action']) {
    snapshot.coverage.push(aListing(kind, 'ok', elsewhere));
  }
  const report = await evaluate({
    snapshot,
    rules: allRules.filter((one) => one.id === rule),
    policy: aPolicy(),
    hasPolicy: false,
    waivers: [],
    now: testNow,
    tool: 'test',
    run: { failOn: 'high', allowIncomplete: false, failOnNew: false, strict: false, ruleSet: 'all' },
    includePassed: true,
  });
  return Object.fromEntries(
    report.results.map(({ subject, outcome }) => [`${subject.region} ${subject.key}`, outcome]),
  );
}

describe('what others get wrong about scaled ECS services', () => {
  it('a target in another region does not make a service of the same name pass', async () => {
    const abroad = { region: 'us-east-1' };
    const found = await outcomes('ecs-service-not-scaled', [service, target(abroad), aResource('ecs-service', abroad)]);
    expect(found).toEqual({ 'eu-central-1 shop/web': 'fail', 'us-east-1 shop/web': 'pass' });
  });

  it('a target in another account does not make a service of the same name pass', async () => {
    const found = await outcomes('ecs-service-not-scaled', [service, target({ account: '999988887777' })]);
    expect(found).toEqual({ 'eu-central-1 shop/web': 'fail' });
  });

  it.each([
    [
      'a capacity provider strategy, hence no launch type',
      { launchType: null, capacityProviders: [{ name: 'FARGATE', base: 0, weight: 1 }] },
    ],
    ['instances', { launchType: 'EC2' }],
    ['machines of its own', { launchType: 'EXTERNAL' }],
  ])('a service with %s is judged like any other', async (_, attributes) => {
    const found = await outcomes('ecs-service-not-scaled', [aResource('ecs-service', { attributes })]);
    expect(found).toEqual({ 'eu-central-1 shop/web': 'fail' });
  });

  it('a target without a policy is not a scaled service', async () => {
    const found = await outcomes('scalable-target-without-policy', [service, target()]);
    expect(Object.values(found)).toEqual(['fail']);
  });

  it('a target with scale-out suspended is not a scaled service', async () => {
    const suspended = target({ attributes: { suspendedDynamicScaleOut: true } });
    const found = await outcomes('scaling-suspended', [service, suspended, policy()]);
    expect(Object.values(found)).toEqual(['fail']);
  });
});

describe('the Fargate quota', () => {
  const quota = (value: number, over = {}) => aResource('service-quota', { attributes: { value, ...over } });
  const mixed = (fargate: { base: number; weight: number }, spot: { base: number; weight: number }) =>
    aResource('ecs-service', {
      attributes: {
        taskCpuUnits: 2048,
        desiredCount: 100,
        launchType: null,
        capacityProviders: [
          { name: 'FARGATE', ...fargate },
          { name: 'FARGATE_SPOT', ...spot },
        ],
      },
    });

  it.each([
    [{ base: 0, weight: 1 }, { base: 0, weight: 3 }, 50],
    [{ base: 10, weight: 0 }, { base: 0, weight: 1 }, 20],
    [{ base: 10, weight: 1 }, { base: 0, weight: 1 }, 110],
    [{ base: 0, weight: 1 }, { base: 40, weight: 1 }, 60],
    [{ base: 200, weight: 1 }, { base: 0, weight: 1 }, 200],
  ])('of %j beside Spot %j, 100 tasks of 2 vCPU take %i', (fargate, spot, vcpu) => {
    expect(factOf('fargateVcpuAtMaximum', [mixed(fargate, spot)])).toMatchObject({ value: vcpu });
  });

  it('is judged once for all services, at the one that needs most', () => {
    const small = aResource('ecs-service', { attributes: { serviceName: 'small', desiredCount: 1 } });
    expect(factOf('fargateVcpuOfRegion', [service, small, quota(100)])).toMatchObject({ value: 11 });
    expect(factOf('fargateVcpuOfRegion', [small, service, quota(100)])).toMatchObject({ value: null });
  });

  it('is not known for the sum where one size is not', () => {
    const unread = aResource('ecs-service', {
      attributes: { serviceName: 'other' },
      unread: { taskCpuUnits: 'denied' },
    });
    delete unread.attributes.taskCpuUnits;
    expect(factOf('fargateVcpuOfRegion', [service, unread])).toMatchObject({ known: false });
    expect(factOf('fargateVcpuAtMaximum', [service, unread])).toMatchObject({ value: 10 });
  });

  it('is not known where AWS tells its default alone', () => {
    expect(factOf('fargateVcpuQuota', [service, quota(6, { isDefault: true })])).toMatchObject({ known: false });
    expect(factOf('fargateVcpuQuota', [service], {}, ['service-quota'])).toMatchObject({ known: false });
  });
});

describe('instances under a service', () => {
  const onNodes = aResource('ecs-service', {
    attributes: {
      launchType: null,
      capacityProviders: [
        { name: 'nodes', base: 0, weight: 1 },
        { name: 'more', base: 0, weight: 1 },
      ],
    },
  });
  const provider = aResource('ecs-capacity-provider');
  const group = (maxSize: number, over = {}) =>
    aResource('autoscaling-group', { attributes: { maxSize, ...over }, observed: { desiredCapacity: 6 } });

  it('a group that may have none is full', () => {
    expect(factOf('providerFill', [onNodes, provider, group(0)])).toMatchObject({ value: 1 });
  });

  it('a fault that was seen is known, whatever could not be read of other providers', () => {
    const off = group(20, { suspendedProcesses: ['Launch'] });
    const seen = [onNodes, provider, off];
    expect(factOf('providerNotLaunching', seen, {}, ['ecs-capacity-provider'])).toMatchObject({ value: 'nodes' });
    expect(factOf('providerFill', seen, {}, ['ecs-capacity-provider'])).toMatchObject({ known: false });
    expect(factOf('providerNotManaged', seen, {}, ['ecs-capacity-provider'])).toMatchObject({ known: false });
  });

  it('a provider whose group is proven to be gone does not count', () => {
    expect(factOf('providerFill', [onNodes, provider])).toMatchObject({ value: null });
  });
});
