import { describe, expect, it } from 'vitest';
import { writers } from '../../src/evaluator/writers/index.ts';
import { commandOf, kebab, type Operation, schedulerTarget } from '../../src/evaluator/writers/operation.ts';
import { unwritten } from '../../src/evaluator/writers/unwritten.ts';
import { planAt } from '../../src/evaluator/writers/writer.ts';
import type { Json } from '../../src/model/snapshot.ts';
import { kinds } from '../../src/resources/index.ts';
import { readCommand } from '../support/aws-cli/command.ts';
import { aResource } from '../support/world.ts';
import { cacheCases } from './cache-cases.ts';
import { dynamodbCases } from './dynamodb-cases.ts';
import { leverCases } from './lever-cases.ts';
import { scalingCases } from './scaling-cases.ts';
import { serviceCases } from './service-cases.ts';
import { planOf, type WriteCase } from './write-case.ts';

const cases: WriteCase[] = [...scalingCases, ...dynamodbCases, ...cacheCases, ...leverCases, ...serviceCases];

const named = (operations: Operation[]) =>
  operations.map(({ service, action, input }) => [`${service} ${action}`, input]);

describe.each(cases.map((one) => [`${one.kind}: ${one.what}`, one] as const))('%s', (_, one) => {
  it('has these operations, and no others', () => {
    const plan = planOf(one);
    if (one.expected instanceof RegExp) {
      expect(plan).toHaveProperty('cannot', expect.stringMatching(one.expected));
    } else {
      expect('cannot' in plan ? plan : named(plan.operations)).toEqual(one.expected);
    }
    if (one.caveat) expect('caveats' in plan ? plan.caveats.join(' ') : '').toMatch(one.caveat);
  });

  it('is said by commands that the AWS CLI takes and reads as the same input, whatever the names', async () => {
    const plan = planOf(one);
    for (const operation of 'cannot' in plan ? (plan.later?.operations ?? []) : plan.operations) {
      for (const rename of hostile) {
        const renamed = { ...operation, input: rename(operation.input) as Operation['input'] };
        const read = await readCommand(commandOf(renamed, 'eu-central-1'));
        expect(read.problems).toEqual([]);
        expect(asText(read.input as Json)).toEqual(asText(renamed.input));
      }
    }
  });

  it('names the same members on the way back, where both ways are an update', () => {
    const [there, back] = [planOf(one), planOf(one, true)];
    if (one.from === null || one.to === null || 'cannot' in there || 'cannot' in back) return;
    const members = (operations: Operation[]) => operations.flatMap(({ input }) => Object.keys(input));
    if (!one.oneWay) expect(new Set(members(back.operations))).toEqual(new Set(members(there.operations)));
  });
});

/** Names that somebody may have given to a resource; enumerations and numbers are not theirs to choose. */
const isName = (text: string) =>
  /web|shop|sessions|checkout|bookings|orders|answers|semantic|search|evening/.test(text);
const renamer =
  (rename: (name: string) => string) =>
  (value: Json): Json => {
    if (typeof value === 'string') return isName(value) ? rename(value) : value;
    if (Array.isArray(value)) return value.map(renamer(rename));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([member, item]) => [member, renamer(rename)(item)]));
  };
const hostile = [
  (name: string) => name,
  (name: string) => `${name}'"\`$(id)\\;,=|&<b>`,
  (name: string) => `${name} \n\t\u2028x`,
  (name: string) => `漫画 \u202e${name}`,
  (name: string) => `-${name}`,
  (name: string) => `--query=${name}`,
  (name: string) => `{${name}`,
  (name: string) => `["${name}`,
  (name: string) => `file://${name}`,
].map(renamer);

/** Plain words have text where JSON has numbers. */
function asText(value: Json): Json {
  if (Array.isArray(value)) return value.map(asText);
  if (typeof value !== 'object' || value === null) return typeof value === 'number' ? String(value) : value;
  return Object.fromEntries(Object.entries(value).map(([member, item]) => [member, asText(item)]));
}

describe('the writers', () => {
  it('are there for every kind, and have a case for each that they write', () => {
    expect(Object.keys(writers).sort()).toEqual(kinds.map(({ kind }) => kind).sort());
    const covered = new Set(cases.map(({ kind }) => kind));
    expect(Object.keys(writers).filter((kind) => !covered.has(kind) && !(kind in unwritten))).toEqual([]);
  });

  it.each(kinds.map(({ kind }) => kind))('write nothing of %s where nothing differs', (kind) => {
    const plan = planOf({ what: '', kind, expected: [] });
    expect('cannot' in plan ? kind in unwritten : plan.operations.length === 0).toBe(true);
  });

  it.each(['until', 'after'])('know what is blocked for a time (%s)', (when) => {
    const blocked = planOf({
      what: '',
      kind: 'bedrock-provisioned-throughput',
      base: { commitmentExpirationTime: '2026-12-20T00:00:00Z' },
      to: null,
      expected: [],
    });
    const now = Date.parse('2026-12-20T00:00:00Z') - (when === 'until' ? 1 : 0);
    expect('cannot' in planAt(blocked, now)).toBe(when === 'until');
  });

  it('take nothing that was not read for absent', () => {
    for (const [kind, writer] of Object.entries(writers)) {
      const resource = aResource(kind);
      const nothing = Object.fromEntries(Object.keys(resource.attributes).map((name) => [name, null]));
      const unread = Object.fromEntries(Object.keys(resource.attributes).map((name) => [name, 'denied' as const]));
      const plan = writer({ ...resource, unread }, resource.attributes, nothing);
      expect([kind, 'cannot' in plan ? [] : plan.operations]).toEqual([kind, []]);
    }
  });
});

describe('names of operations and members', () => {
  it.each([
    ['DBClusterIdentifier', 'db-cluster-identifier'],
    ['ServerlessV2ScalingConfiguration', 'serverless-v2-scaling-configuration'],
    ['TargetGroupARNs', 'target-group-arns'],
    ['MultiAZEnabled', 'multi-az-enabled'],
    ['capacityLimits', 'capacity-limits'],
    ['ModifyDBProxyTargetGroup', 'modify-db-proxy-target-group'],
  ])('%s is %s to the AWS CLI', (name, option) => {
    expect(kebab(name)).toBe(option);
  });

  it.each<[string, string, Operation['input'], string, string]>([
    [
      'application-autoscaling',
      'RegisterScalableTarget',
      { MinCapacity: 1 },
      'arn:aws:scheduler:::aws-sdk:applicationautoscaling:registerScalableTarget',
      '{"MinCapacity":1}',
    ],
    [
      'rds',
      'ModifyDBCluster',
      { DBClusterIdentifier: 'a"b', ServerlessV2ScalingConfiguration: { MinCapacity: 0.5 } },
      'arn:aws:scheduler:::aws-sdk:rds:modifyDBCluster',
      '{"DbClusterIdentifier":"a\\"b","ServerlessV2ScalingConfiguration":{"MinCapacity":0.5}}',
    ],
    [
      'opensearchserverless',
      'UpdateCollectionGroup',
      { id: 'x', capacityLimits: { minSearchCapacityInOCU: 4 } },
      'arn:aws:scheduler:::aws-sdk:opensearchserverless:updateCollectionGroup',
      '{"Id":"x","CapacityLimits":{"MinSearchCapacityInOCU":4}}',
    ],
    [
      'elasticache',
      'ModifyServerlessCache',
      { CacheUsageLimits: { ECPUPerSecond: { Minimum: 1000 } } },
      'arn:aws:scheduler:::aws-sdk:elasticache:modifyServerlessCache',
      '{"CacheUsageLimits":{"EcpuPerSecond":{"Minimum":1000}}}',
    ],
    ['events', 'EnableRule', { Name: 'r' }, 'arn:aws:scheduler:::aws-sdk:eventbridge:enableRule', '{"Name":"r"}'],
  ])('%s %s is spelled as EventBridge Scheduler has it', (service, action, input, Arn, Input) => {
    expect(schedulerTarget({ service, action, input })).toEqual({ Arn, Input });
  });

  it('keep to the partition', () => {
    const { Arn } = schedulerTarget({ service: 'ecs', action: 'UpdateService', input: {} }, 'aws-cn');
    expect(Arn).toBe('arn:aws-cn:scheduler:::aws-sdk:ecs:updateService');
  });
});
