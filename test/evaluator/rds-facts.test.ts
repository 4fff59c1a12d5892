import { describe, expect, it } from 'vitest';
import type { Fact } from '../../src/evaluator/fact.ts';
import { evaluateFormula } from '../../src/evaluator/facts/db-formula.ts';
import { memoryOfAcu, memoryOfClass } from '../../src/evaluator/facts/db-memory.ts';
import { subjectKinds } from '../../src/evaluator/subjects.ts';
import type { World } from '../../src/evaluator/world.ts';
import { aWorld, type Given, here } from '../support/facts.ts';

const gibibyte = 1024 ** 3;

describe('the formula of a parameter', () => {
  const memory = { DBInstanceClassMemory: 4 * gibibyte };
  it.each<[string, number | null]>([
    ['100', 100],
    ['{DBInstanceClassMemory/12582880}', 341.33],
    ['LEAST({DBInstanceClassMemory/9531392},5000)', 450.61],
    ['LEAST({DBInstanceClassMemory/9531392}, 50)', 50],
    ['GREATEST({log(DBInstanceClassMemory/805306368)*45},{log(DBInstanceClassMemory/8187281408)*1000})', 108.68],
    ['SUM({DBInstanceClassMemory/12582880}, 100, 8)', 449.33],
    ['{DBInstanceClassMemory*3/4}', 3 * gibibyte],
    ['(2+3)*4-1', 19],
    ['GREATEST(1)', 1],
    ['', null],
    ['LEAST(', null],
    ['LEAST()', null],
    ['{EndPointPort}', null],
    ['100 connections', null],
    ['1/0', null],
    ['5 5', null],
    ['{5', null],
    ['constructor(1)', null],
    ['@@max', null],
  ])('%s', (formula, expected) => {
    const value = evaluateFormula(formula, memory);
    if (expected === null) expect(value).toBeNull();
    else expect(value).toBeCloseTo(expected, 1);
  });
});

describe('the memory of an instance class, GiB', () => {
  it.each<[string, number | null]>([
    ['db.t3.micro', 1],
    ['db.t4g.medium', 4],
    ['db.t3.2xlarge', 32],
    ['db.m6g.large', 8],
    ['db.m5.24xlarge', 384],
    ['db.r5.large', 16],
    ['db.r4.large', 15.25],
    ['db.r6gd.xlarge', 32],
    ['db.r5.8xlarge.tpc2.mem3x', 768],
    ['db.x2g.large', 32],
    ['db.x2iedn.xlarge', 128],
    ['db.c6gd.large', 4],
    ['db.serverless', null],
    ['db.q9.large', null],
    ['db.r6i.metal', null],
    ['large', null],
  ])('%s', (name, expected) => {
    expect(memoryOfClass(name)).toBe(expected === null ? null : expected * gibibyte);
  });

  it('of an Aurora capacity unit is 2', () => expect(memoryOfAcu(16)).toBe(32 * gibibyte));
});

function factOf(world: World, kind: string, name: string, key: string, params: Record<string, number> = {}): Fact {
  const definition = subjectKinds.get(kind);
  const subject = definition?.subjects(world).find((one) => one.key === key);
  const fact = definition?.facts[name];
  if (!subject || !fact) throw new Error(`no ${kind} ${key} with a fact ${name}`);
  return fact.compute(subject, { world, workload: null, param: (of) => params[of] ?? null });
}

const instance = (attributes: Given['attributes'] = {}, more: Partial<Given> = {}): Given => ({
  kind: 'rds-instance',
  attributes,
  ...more,
});
const cluster = (attributes: Given['attributes'] = {}): Given => ({
  kind: 'rds-cluster',
  attributes: { memberIds: ['m-1'], writerId: 'm-1', ...attributes },
});
const serverless = instance({ instanceId: 'm-1', clusterId: 'bookings', instanceClass: 'db.serverless' });

describe('the limit of connections', () => {
  const limit = (given: Given[], kind = 'rds-instance', key = 'orders') =>
    factOf(aWorld(given), kind, 'maxConnections', key);

  it('is what somebody set, or the formula over the memory of the class, an inference', () => {
    expect(limit([instance({ maxConnectionsSetting: '400' })])).toMatchObject({ known: true, value: 400 });
    expect(limit([instance()])).toEqual({ known: true, value: 901, class: 'inferred' });
  });

  it('of a serverless cluster is that of its maximum, and 2,000 where it may shrink to half a unit', () => {
    const of = (attributes: Given['attributes']) => limit([cluster(attributes), serverless], 'rds-cluster', 'bookings');
    expect(of({ serverlessMinAcu: 1, serverlessMaxAcu: 64 })).toMatchObject({ value: 5000 });
    expect(of({ serverlessMinAcu: 1, serverlessMaxAcu: 16 })).toMatchObject({ value: 3604 });
    expect(of({ serverlessMinAcu: 0.5, serverlessMaxAcu: 64 })).toMatchObject({ value: 2000 });
    expect(of({ serverlessMinAcu: 0, serverlessMaxAcu: 64 })).toMatchObject({ value: 2000 });
    expect(of({ engine: 'aurora-mysql', serverlessMinAcu: 0.5, serverlessMaxAcu: 64 })).toMatchObject({ value: 5000 });
  });

  it('is null for engines that name theirs otherwise', () => {
    expect(limit([instance({ engine: 'oracle-ee', maxConnectionsSetting: null })])).toMatchObject({ value: null });
  });

  it('is unknown where the parameter was not read, and where class or formula are not understood', () => {
    const unread = limit([instance({}, { unread: { maxConnectionsSetting: 'denied' } })]);
    expect(unread).toMatchObject({ known: false, because: [{ reason: 'denied' }] });
    const odd: Given['attributes'][] = [
      { instanceClass: 'db.q9.large' },
      { maxConnectionsSetting: 'many' },
      { maxConnectionsSetting: null },
    ];
    for (const attributes of odd) {
      expect(limit([instance(attributes)])).toMatchObject({ known: false, because: [{ reason: 'not-recorded' }] });
    }
  });

  it('of a cluster whose writer was not seen is unknown', () => {
    expect(limit([cluster()], 'rds-cluster', 'bookings')).toMatchObject({ known: false });
  });
});

describe('the name of a proxy to be made', () => {
  it.each([
    ['orders', 'orders-proxy'],
    ['a'.repeat(63), `${'a'.repeat(57)}-proxy`],
    [`${'a'.repeat(56)}-bcdefg`, `${'a'.repeat(56)}-proxy`],
  ])('of %s is one that AWS takes, as its role is', (instanceId, name) => {
    const world = aWorld([instance({ instanceId })]);
    expect(factOf(world, 'rds-instance', 'suggestedProxyName', instanceId)).toMatchObject({ value: name });
    expect(factOf(world, 'rds-instance', 'suggestedProxyRole', instanceId)).toMatchObject({
      value: `arn:aws:iam::111122223333:role/${name}`,
    });
  });
});

describe('a database behind a proxy', () => {
  const proxied = (proxies: Given[], denied: string[] = []) =>
    factOf(aWorld([instance(), ...proxies], denied), 'rds-instance', 'proxied', 'orders');
  const proxy = (attributes: Given['attributes'] = {}, more: Partial<Given> = {}): Given => ({
    kind: 'rds-proxy',
    attributes,
    ...more,
  });

  it('is found even where proxies could not be listed as a whole; absence needs the whole list and all targets', () => {
    expect(proxied([proxy()], ['rds-proxy'])).toMatchObject({ value: true });
    expect(proxied([])).toMatchObject({ value: false });
    expect(proxied([], ['rds-proxy'])).toMatchObject({ known: false });
    expect(proxied([proxy({}, { unread: { targets: 'denied' } })])).toMatchObject({ known: false });
  });

  it('is not one in another region or account', () => {
    expect(proxied([proxy({}, { region: 'us-east-1' })])).toMatchObject({ value: false });
    expect(proxied([proxy({}, { account: '444455556666' })])).toMatchObject({ value: false });
  });

  it('is not the member of a cluster with the name of an instance of its own', () => {
    const targets = [{ id: 'orders', type: 'RDS_INSTANCE', clusterId: 'other' }];
    expect(proxied([proxy({ targets })])).toMatchObject({ value: false });
  });
});

describe('connections that functions may hold', () => {
  const lambda = (functionName: string, reservedConcurrency: number | null, more: Partial<Given> = {}): Given => ({
    kind: 'lambda-function',
    attributes: { functionName, reservedConcurrency, vpcId: 'vpc-0a1b2c3d' },
    ...more,
  });
  const demand = (functions: Given[], denied: string[] = []) =>
    factOf(aWorld([instance(), ...functions], denied), 'rds-instance', 'connectionDemand', 'orders', {
      connectionsPerExecution: 2,
    });

  it('are their reservations, and the shared pool once for those without', () => {
    expect(demand([lambda('a', 10), lambda('b', 0)])).toMatchObject({ value: 20 });
    const pool: Given = { kind: 'lambda-account', attributes: { unreservedConcurrentExecutions: 500 } };
    expect(demand([lambda('a', 10), lambda('b', null), lambda('c', null), pool])).toMatchObject({ value: 1020 });
  });

  it('are unknown where a reservation, the pool or the list of functions was not read', () => {
    expect(demand([lambda('a', 10, { unread: { reservedConcurrency: 'denied' } })])).toMatchObject({ known: false });
    expect(demand([lambda('a', null)], ['lambda-account'])).toMatchObject({ known: false });
    expect(demand([lambda('a', 10)], ['lambda-function'])).toMatchObject({ known: false });
    const nowhere = lambda('b', 10, { unread: { vpcId: 'malformed' } });
    expect(demand([lambda('a', 10), nowhere])).toMatchObject({ known: false, because: [{ reason: 'malformed' }] });
  });

  it('of functions in another VPC, region or account do not count', () => {
    const elsewhere: Given = { kind: 'lambda-function', attributes: { functionName: 'x', reservedConcurrency: 10 } };
    const abroad = [lambda('y', 10, { region: 'us-east-1' }), lambda('z', 10, { account: '444455556666' })];
    expect(demand([elsewhere, ...abroad])).toMatchObject({ value: 0 });
  });
});

describe('the members of a cluster', () => {
  it('are those that it names, not all that name it: a member that was not seen leaves the rest unknown', () => {
    const world = aWorld([cluster({ memberIds: ['m-1', 'm-2'] }), serverless]);
    expect(factOf(world, 'rds-cluster', 'serverlessMemberCount', 'bookings')).toMatchObject({
      known: false,
      because: [{ fact: 'member instances', reason: 'not-recorded' }],
    });
  });

  it('belong to the workload of their cluster', () => {
    const world = aWorld([cluster(), serverless]);
    const kind = subjectKinds.get('rds-instance');
    const [member] = kind?.subjects(world) ?? [];
    expect(member && kind?.candidates(member, world).map((one) => `${one.kind} ${one.name}`)).toEqual([
      'rds-instance m-1',
      'rds-cluster bookings',
    ]);
    expect(here.region).toBe(member?.region);
  });
});
