import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ApplicationAutoScalingClient,
  PutScalingPolicyCommand,
  type PutScalingPolicyCommandInput,
  PutScheduledActionCommand,
  RegisterScalableTargetCommand,
} from '@aws-sdk/client-application-auto-scaling';
import { CreateTableCommand, UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import {
  CreateClusterCommand,
  CreateServiceCommand,
  RegisterTaskDefinitionCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { expect, it } from 'vitest';
import type { DriftChange } from '../../src/model/drift.ts';
import { DriftDocument } from '../../src/model/drift-document.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { readCommand } from '../support/aws-cli/command.ts';
import { headroom } from './cli.ts';
import { keys, type Writers, writers } from './clients.ts';
import { describeOnMoto, type Staged } from './stage.ts';

const region = 'eu-central-1';
const services = ['web', 'night', 'release', 'hand'] as const;
const ecs = (service: string) =>
  ({
    ServiceNamespace: 'ecs',
    ResourceId: `service/shop/${service}`,
    ScalableDimension: 'ecs:service:DesiredCount',
  }) as const;
const reads = {
  ServiceNamespace: 'dynamodb',
  ResourceId: 'table/orders',
  ScalableDimension: 'dynamodb:table:ReadCapacityUnits',
} as const;
const tracking = (cooldown: number): Omit<PutScalingPolicyCommandInput, keyof typeof reads> => ({
  PolicyName: 'cpu',
  PolicyType: 'TargetTrackingScaling',
  TargetTrackingScalingPolicyConfiguration: {
    TargetValue: 60,
    PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
    ScaleOutCooldown: cooldown,
    ScaleInCooldown: 300,
  },
});
/** Both sides of a day, written by schedules that come back; the one of the day fires as soon as it is put. */
const day = (seconds: number) => ({ Schedule: 'rate(1 day)', StartTime: new Date(Date.now() + seconds * 1000) });

async function createAccount(endpoint: string): Promise<void> {
  const aws = writers(endpoint, region);
  await aws.ecs.send(new CreateClusterCommand({ clusterName: 'shop' }));
  await aws.ecs.send(
    new RegisterTaskDefinitionCommand({
      family: 'app',
      containerDefinitions: [{ name: 'app', image: 'app', memory: 512 }],
    }),
  );
  for (const serviceName of services) {
    await aws.ecs.send(
      new CreateServiceCommand({
        cluster: 'shop',
        serviceName,
        desiredCount: 4,
        taskDefinition: 'app',
        tags: [{ key: 'app', value: serviceName }],
      }),
    );
    await register(aws, { ...ecs(serviceName), MinCapacity: 2, MaxCapacity: 40 });
    await aws.scaling.send(new PutScalingPolicyCommand({ ...ecs(serviceName), ...tracking(30) }));
  }
  const put = (name: string, seconds: number, MinCapacity: number) =>
    aws.scaling.send(
      new PutScheduledActionCommand({
        ...ecs('night'),
        ...day(seconds),
        ScheduledActionName: name,
        ScalableTargetAction: { MinCapacity },
      }),
    );
  await put('down', 43_200, 2);
  await put('up', 2, 12);
  await aws.dynamodb.send(
    new CreateTableCommand({
      TableName: 'orders',
      BillingMode: 'PROVISIONED',
      ProvisionedThroughput: { ReadCapacityUnits: 50, WriteCapacityUnits: 50 },
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    }),
  );
  await register(aws, { ...reads, MinCapacity: 50, MaxCapacity: 1000 });
}

const register = (aws: Writers, input: ConstructorParameters<typeof RegisterScalableTargetCommand>[0]) =>
  aws.scaling.send(new RegisterScalableTargetCommand(input));

/** What the team declares: one event that runs, and the reads that moto cannot answer. */
function declare(folder: string): void {
  const hour = 3_600_000;
  const at = (hours: number) => `${new Date(Date.now() + hours * hour).toISOString().slice(0, 19)}Z`;
  writeFileSync(
    join(folder, 'headroom.yaml'),
    `regions: [${region}]
acceptedGaps: [{ api: "*", reason: moto does not know it, owner: tests, expires: ${at(24 * 30).slice(0, 10)} }]
workloads:
  - { name: release, match: { kind: ecs-service, tags: { app: release } }, baseline: { minCapacity: 2 } }
`,
  );
  writeFileSync(
    join(folder, 'events.yaml'),
    `events:
  - { id: release-night, start: "${at(-1)}", end: "${at(3)}", targets: [{ workload: release, minCapacity: 20 }] }
`,
  );
}

const read = ['--no-trail', '--no-cost-explorer'];

async function drift(staged: Staged): Promise<{ code: number | null; document: DriftDocument }> {
  const ran = await headroom(staged, 'drift', 'baseline.json', '--format', 'json', ...read);
  if (ran.stdout === '') throw new Error(ran.stderr);
  return { code: ran.code, document: DriftDocument.parse(JSON.parse(ran.stdout)) };
}

async function snapshot(staged: Staged, name: string): Promise<Snapshot> {
  await headroom(staged, 'snapshot', '--output', name, ...read);
  return JSON.parse(readFileSync(join(staged.folder, name), 'utf8')) as Snapshot;
}

const line = ({ subject, attribute, before, now }: DriftChange) =>
  `${subject.name} ${attribute} ${JSON.stringify(before)} → ${JSON.stringify(now)}`;
const ownedBy = ({ drift: { changes } }: DriftDocument, ...owners: string[]) =>
  changes
    .filter(({ owner }) => owners.includes(owner))
    .map(line)
    .sort();

/** Runs a command of the AWS CLI as the CLI would: the same input, through the SDK's own client. */
async function runCommand(endpoint: string, words: string[]): Promise<void> {
  const { input, problems } = await readCommand(words);
  expect(problems).toEqual([]);
  const [, service, operation = ''] = words;
  expect(service).toBe('application-autoscaling');
  const name = `${operation.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase())}Command`;
  const client = new ApplicationAutoScalingClient({ endpoint, region: words.at(-1) ?? '', credentials: keys });
  const commands = (await import('@aws-sdk/client-application-auto-scaling')) as unknown as Record<
    string,
    new (
      input: Record<string, unknown>,
    ) => PutScalingPolicyCommand
  >;
  const Command = commands[name];
  if (!Command) throw new Error(`no command ${name}`);
  await client.send(new Command(input));
}

/** Configuration alone, by resource. Names of tracking alarms are AWS's own: a policy that is put again gets new ones. */
const configuration = ({ resources }: Snapshot) =>
  Object.fromEntries(
    resources
      .filter(({ name }) => !name.startsWith('TargetTracking-'))
      .map(({ kind, key, attributes: { alarmNames: _, ...attributes } }) => [`${kind} ${key}`, attributes]),
  );

describeOnMoto('an account that changed since it was approved', createAccount, (staged) => {
  it('is as approved at first', async () => {
    declare(staged().folder);
    const accepted = await headroom(staged(), 'baseline', 'accept', ...read);
    expect(accepted.code, accepted.stderr).toBe(0);
    const { code, document } = await drift(staged());
    expect(document.drift.changes).toEqual([]);
    expect(code).toBe(0);
  });

  it('tells what a person changed from what the autoscaler, a schedule and an event did, and undoes that alone', async () => {
    const aws = writers(staged().endpoint, region);
    // The autoscaler within its bounds; a schedule that fired; an event that runs.
    await aws.ecs.send(new UpdateServiceCommand({ cluster: 'shop', service: 'web', desiredCount: 9 }));
    await aws.dynamodb.send(
      new UpdateTableCommand({
        TableName: 'orders',
        ProvisionedThroughput: { ReadCapacityUnits: 300, WriteCapacityUnits: 50 },
      }),
    );
    await register(aws, { ...ecs('night'), MinCapacity: 12 });
    await register(aws, { ...ecs('release'), MinCapacity: 20 });
    const before = await snapshot(staged(), 'before.json');
    // By hand.
    await register(aws, { ...ecs('hand'), MinCapacity: 30 });
    await aws.scaling.send(new PutScalingPolicyCommand({ ...ecs('hand'), ...tracking(300) }));

    const { code, document } = await drift(staged());
    expect(ownedBy(document, 'person', 'unknown', 'code')).toEqual([
      'service/shop/hand cpu scaleOutCooldownSeconds 30 → 300',
      'service/shop/hand minCapacity 2 → 30',
    ]);
    expect(ownedBy(document, 'autoscaler').filter((one) => !one.includes('TargetTracking-'))).toEqual([
      'orders readCapacityUnits 50 → 300',
      'shop/web desiredCount 4 → 9',
    ]);
    expect(ownedBy(document, 'schedule')).toEqual(['service/shop/night minCapacity 2 → 12']);
    expect(ownedBy(document, 'event')).toEqual(['service/shop/release minCapacity 2 → 20']);
    expect(code).toBe(1);

    const undo = document.drift.changes.flatMap(({ remediation }) => remediation?.commands ?? []);
    expect(undo).toHaveLength(2);
    for (const command of undo) await runCommand(staged().endpoint, command);

    const clean = await drift(staged());
    expect(ownedBy(clean.document, 'person', 'unknown', 'code')).toEqual([]);
    expect(clean.code).toBe(0);
    expect(configuration(await snapshot(staged(), 'after.json'))).toEqual(configuration(before));
  });
});
