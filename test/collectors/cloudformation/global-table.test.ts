import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, aws_dynamodb as dynamodb, Stack } from 'aws-cdk-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../../src/commands/program.ts';
import { emptyPolicy } from '../../../src/model/policy.ts';
import type { Report } from '../../../src/model/report.ts';
import { collectAccount } from '../../support/sandbox-audit.ts';
import { aTerminal } from '../../support/terminal.ts';

let cwd: string;

beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'headroom-global-table-'));
  const account = { account: '111122223333', regions: { 'eu-central-1': {} } };
  const { snapshot } = await collectAccount(account, { ...emptyPolicy(), regions: ['eu-central-1'] });
  writeFileSync(join(cwd, 'live.json'), JSON.stringify(snapshot));
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

async function gate(template: object): Promise<Report> {
  writeFileSync(join(cwd, 'stack.json'), JSON.stringify(template, null, 1));
  const place = [
    '--account',
    '111122223333',
    '--region',
    'eu-central-1',
    '--snapshot',
    'live.json',
    '--include',
    'passed',
  ];
  const recorded = aTerminal({ cwd });
  const code = await run(['gate', '--template', 'stack.json', ...place, '--report', 'json=r.json'], recorded.terminal);
  expect(code, recorded.stderr()).not.toBe(2);
  return JSON.parse(readFileSync(join(cwd, 'r.json'), 'utf8')) as Report;
}

/** What CDK makes of its newer construct: AWS::DynamoDB::GlobalTable. */
function synthesised(replicas: string[] = []): object {
  const app = new App({ outdir: join(cwd, 'cdk.out') });
  const stack = new Stack(app, 'Shop', { env: { account: '111122223333', region: 'eu-central-1' } });
  new dynamodb.TableV2(stack, 'Orders', {
    tableName: 'orders',
    partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
    billing: dynamodb.Billing.provisioned({
      readCapacity: dynamodb.Capacity.fixed(40),
      writeCapacity: dynamodb.Capacity.autoscaled({ maxCapacity: 50, minCapacity: 50, targetUtilizationPercent: 88 }),
    }),
    globalSecondaryIndexes: [
      {
        indexName: 'by-user',
        partitionKey: { name: 'user', type: dynamodb.AttributeType.STRING },
        readCapacity: dynamodb.Capacity.autoscaled({ maxCapacity: 20, targetUtilizationPercent: 70 }),
        writeCapacity: dynamodb.Capacity.autoscaled({ maxCapacity: 20, targetUtilizationPercent: 70 }),
      },
    ],
    replicas: replicas.map((region) => ({ region })),
  });
  return app.synth().getStackByName('Shop').template as object;
}

/** The same as a table of one region, and what scales it. */
const target = (resource: string, dimension: string, MinCapacity: number, MaxCapacity: number) => ({
  Type: 'AWS::ApplicationAutoScaling::ScalableTarget',
  Properties: {
    ServiceNamespace: 'dynamodb',
    ResourceId: resource,
    ScalableDimension: dimension,
    MinCapacity,
    MaxCapacity,
  },
});
const tracking = (resource: string, dimension: string, metric: string, TargetValue: number) => ({
  Type: 'AWS::ApplicationAutoScaling::ScalingPolicy',
  Properties: {
    PolicyName: `${resource}-${dimension}`,
    PolicyType: 'TargetTrackingScaling',
    ServiceNamespace: 'dynamodb',
    ResourceId: resource,
    ScalableDimension: dimension,
    TargetTrackingScalingPolicyConfiguration: {
      TargetValue,
      PredefinedMetricSpecification: { PredefinedMetricType: metric },
    },
  },
});
const index = 'table/orders/index/by-user';
const regional = {
  Resources: {
    Orders: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        TableName: 'orders',
        BillingMode: 'PROVISIONED',
        ProvisionedThroughput: { ReadCapacityUnits: 40, WriteCapacityUnits: 50 },
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [
          { AttributeName: 'id', AttributeType: 'S' },
          { AttributeName: 'user', AttributeType: 'S' },
        ],
        GlobalSecondaryIndexes: [
          {
            IndexName: 'by-user',
            KeySchema: [{ AttributeName: 'user', KeyType: 'HASH' }],
            Projection: { ProjectionType: 'ALL' },
            ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
          },
        ],
      },
    },
    Write: target('table/orders', 'dynamodb:table:WriteCapacityUnits', 50, 50),
    WritePolicy: tracking('table/orders', 'dynamodb:table:WriteCapacityUnits', 'DynamoDBWriteCapacityUtilization', 88),
    IndexWrite: target(index, 'dynamodb:index:WriteCapacityUnits', 1, 20),
    IndexWritePolicy: tracking(index, 'dynamodb:index:WriteCapacityUnits', 'DynamoDBWriteCapacityUtilization', 70),
    IndexRead: target(index, 'dynamodb:index:ReadCapacityUnits', 1, 20),
    IndexReadPolicy: tracking(index, 'dynamodb:index:ReadCapacityUnits', 'DynamoDBReadCapacityUtilization', 70),
  },
};

/** Verdicts but for policies, whose names CloudFormation makes up, and for what is known only after apply. */
const verdictsOf = ({ results }: Report) =>
  results
    .filter(({ subject, outcome }) => subject.kind !== 'scaling-policy' && outcome !== 'unknown')
    .map(({ rule, subject, outcome }) => `${rule} | ${subject.key} | ${outcome}`)
    .sort();

describe('a global table', () => {
  it('is judged as the table and the scaling that AWS makes of it', async () => {
    const [global, one] = [await gate(synthesised()), await gate(regional)];
    const found = verdictsOf(global);
    expect(found).toEqual(
      expect.arrayContaining([
        'dynamodb-provisioned-not-scaled | orders/read | fail',
        'dynamodb-provisioned-not-scaled | orders/write | pass',
        'scalable-target-without-policy | dynamodb|table/orders|dynamodb:table:WriteCapacityUnits | pass',
        'scaling-policies-conflict | dynamodb|table/orders/index/by-user|dynamodb:index:ReadCapacityUnits | not-applicable',
      ]),
    );
    // Units that are scaled begin where AWS likes: what rests on those of the index is unknown, and nothing is otherwise.
    const same = new Set(verdictsOf(one));
    expect(found.filter((line) => !same.has(line))).toEqual([]);
    const policies = global.results.filter(
      ({ subject, rule }) => subject.kind === 'scaling-policy' && rule === 'target-utilization-high',
    );
    expect(policies.map(({ outcome }) => outcome).sort()).toEqual(['fail', 'unknown', 'unknown']);
    expect(global.change?.otherTypes.map(({ type }) => type)).not.toContain('AWS::DynamoDB::GlobalTable');
  });

  it('says that its replicas elsewhere are not looked at', async () => {
    const report = await gate(synthesised(['eu-west-1', 'us-east-1']));
    expect(report.change?.problems.join()).toContain('its replicas in eu-west-1, us-east-1 are not looked at');
  });

  it('on demand has caps in place of scaling', async () => {
    const properties = {
      TableName: 'orders',
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      WriteOnDemandThroughputSettings: { MaxWriteRequestUnits: 100 },
      Replicas: [{ Region: { Ref: 'AWS::Region' }, ReadOnDemandThroughputSettings: { MaxReadRequestUnits: 200 } }],
    };
    const report = await gate({
      Resources: { Orders: { Type: 'AWS::DynamoDB::GlobalTable', Properties: properties } },
    });
    expect(report.results.some(({ subject }) => subject.kind === 'scalable-target')).toBe(false);
    const capped = report.results.find(({ rule }) => rule === 'dynamodb-on-demand-capped');
    expect(capped?.subject.key).toContain('orders');
  });
});
