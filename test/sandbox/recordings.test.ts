import { existsSync, readdirSync, readFileSync } from 'node:fs';
import {
  DescribeScalableTargetsCommand,
  DescribeScalingActivitiesCommand,
  DescribeScalingPoliciesCommand,
} from '@aws-sdk/client-application-auto-scaling';
import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeLimitsCommand, DescribeTableCommand, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import {
  DescribeClustersCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ListClustersCommand,
  ListServicesCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-ecs';
import {
  DescribeCacheClustersCommand,
  DescribeCacheParametersCommand,
  DescribeReplicationGroupsCommand,
} from '@aws-sdk/client-elasticache';
import {
  GetAccountSettingsCommand,
  GetFunctionConcurrencyCommand,
  ListEventSourceMappingsCommand,
  ListFunctionsCommand,
  ListProvisionedConcurrencyConfigsCommand,
} from '@aws-sdk/client-lambda';
import {
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  DescribeDBParametersCommand,
  DescribeDBProxiesCommand,
} from '@aws-sdk/client-rds';
import { GetResourcesCommand } from '@aws-sdk/client-resource-groups-tagging-api';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { placeholders } from '../support/recordings.ts';
import { clientsFor } from './clients.ts';

type Recording = { status: number; data: Record<string, unknown>; input?: Record<string, unknown> };

const folder = new URL('../../../shared/recordings/', import.meta.url);
const present = existsSync(folder);

type Read = (clients: ReturnType<typeof clientsFor>, input: never) => Promise<object>;

/** How each kind of recording is read, and the input that stands in where none was recorded. */
const readers: Record<string, [input: object, read: Read]> = {
  'application-autoscaling.DescribeScalableTargets': [
    { ServiceNamespace: 'ecs' },
    ({ autoscaling }, input) => autoscaling.send(new DescribeScalableTargetsCommand(input)),
  ],
  'application-autoscaling.DescribeScalingActivities': [
    { ServiceNamespace: 'ecs' },
    ({ autoscaling }, input) => autoscaling.send(new DescribeScalingActivitiesCommand(input)),
  ],
  'application-autoscaling.DescribeScalingPolicies': [
    { ServiceNamespace: 'ecs' },
    ({ autoscaling }, input) => autoscaling.send(new DescribeScalingPoliciesCommand(input)),
  ],
  'dynamodb.DescribeLimits': [{}, ({ dynamodb }, input) => dynamodb.send(new DescribeLimitsCommand(input))],
  'dynamodb.DescribeTable': [
    { TableName: 'table' },
    ({ dynamodb }, input) => dynamodb.send(new DescribeTableCommand(input)),
  ],
  'dynamodb.ListTables': [{}, ({ dynamodb }, input) => dynamodb.send(new ListTablesCommand(input))],
  'ecs.DescribeClusters': [{}, ({ ecs }, input) => ecs.send(new DescribeClustersCommand(input))],
  'ecs.DescribeServices': [{ services: ['service'] }, ({ ecs }, input) => ecs.send(new DescribeServicesCommand(input))],
  'ecs.DescribeTaskDefinition': [
    { taskDefinition: 'family:1' },
    ({ ecs }, input) => ecs.send(new DescribeTaskDefinitionCommand(input)),
  ],
  'ecs.ListClusters': [{}, ({ ecs }, input) => ecs.send(new ListClustersCommand(input))],
  'ecs.ListServices': [{}, ({ ecs }, input) => ecs.send(new ListServicesCommand(input))],
  'ecs.ListTagsForResource': [
    { resourceArn: 'arn' },
    ({ ecs }, input) => ecs.send(new ListTagsForResourceCommand(input)),
  ],
  'elasticache.DescribeCacheClusters': [
    {},
    ({ elasticache }, input) => elasticache.send(new DescribeCacheClustersCommand(input)),
  ],
  'elasticache.DescribeCacheParameters': [
    { CacheParameterGroupName: 'group' },
    ({ elasticache }, input) => elasticache.send(new DescribeCacheParametersCommand(input)),
  ],
  'elasticache.DescribeReplicationGroups': [
    {},
    ({ elasticache }, input) => elasticache.send(new DescribeReplicationGroupsCommand(input)),
  ],
  'lambda.GetAccountSettings': [{}, ({ lambda }, input) => lambda.send(new GetAccountSettingsCommand(input))],
  'lambda.GetFunctionConcurrency': [{}, ({ lambda }, input) => lambda.send(new GetFunctionConcurrencyCommand(input))],
  'lambda.ListEventSourceMappings': [{}, ({ lambda }, input) => lambda.send(new ListEventSourceMappingsCommand(input))],
  'lambda.ListFunctions': [{}, ({ lambda }, input) => lambda.send(new ListFunctionsCommand(input))],
  'lambda.ListProvisionedConcurrencyConfigs': [
    {},
    ({ lambda }, input) => lambda.send(new ListProvisionedConcurrencyConfigsCommand(input)),
  ],
  'monitoring.DescribeAlarms': [{}, ({ cloudwatch }, input) => cloudwatch.send(new DescribeAlarmsCommand(input))],
  'rds.DescribeDBClusters': [{}, ({ rds }, input) => rds.send(new DescribeDBClustersCommand(input))],
  'rds.DescribeDBInstances': [{}, ({ rds }, input) => rds.send(new DescribeDBInstancesCommand(input))],
  'rds.DescribeDBParameters': [
    { DBParameterGroupName: 'group' },
    ({ rds }, input) => rds.send(new DescribeDBParametersCommand(input)),
  ],
  'rds.DescribeDBProxies': [{}, ({ rds }, input) => rds.send(new DescribeDBProxiesCommand(input))],
  'sts.GetCallerIdentity': [{}, ({ sts }, input) => sts.send(new GetCallerIdentityCommand(input))],
  'tagging.GetResources': [{}, ({ tagging }, input) => tagging.send(new GetResourcesCommand(input))],
};

if (!present) {
  test('Recorded AWS responses arrive at the SDK client', (context) => {
    context.skip('there are no recordings of real AWS responses beside the repository');
  });
}

describe.skipIf(!present)('A recorded AWS response arrives at the SDK client as it was recorded', () => {
  let sandbox: Sandbox;
  let current: Recording;
  beforeAll(async () => {
    sandbox = await startSandbox({
      accounts: { account: '111122223333' },
      lenientOutput: true,
      respond: () => (current.status < 300 ? { output: current.data } : { error: errorOf(current) }),
    });
  });
  afterAll(() => sandbox.close());

  for (const [operation, [input, read]] of Object.entries(readers)) {
    const names = present && existsSync(new URL(operation, folder)) ? readdirSync(new URL(operation, folder)) : [];
    const real = names.filter((name) => !placeholders.has(name));
    test.each(real)(`${operation} %s`, async (name) => {
      current = JSON.parse(readFileSync(new URL(`${operation}/${name}`, folder), 'utf8'));
      const send = () => read(clientsFor(sandbox.url), (current.input ?? input) as never);
      if (current.status >= 300) {
        await expect(send()).rejects.toMatchObject({ name: errorOf(current).code });
        return;
      }
      const received = await send();
      expect(plain(received, dropped(sandbox))).toEqual(plain(current.data, dropped(sandbox)));
      expect(sandbox.problems).toEqual([]);
    });
  }
});

/** Times are compared as times, however they were written; members that the SDK does not know do not arrive. */
function plain(value: unknown, unknownMembers: ReadonlySet<string>): unknown {
  if (value instanceof Date) return value.toISOString();
  if (/^\d{10}\.\d+$/.test(String(value))) return new Date(Math.round(Number(value) * 1000)).toISOString();
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(value))
    return new Date(value).toISOString();
  if (Array.isArray(value)) return value.map((entry) => plain(entry, unknownMembers));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(
    ([name, entry]) => name !== '$metadata' && entry !== undefined && entry !== null && !unknownMembers.has(name),
  );
  return Object.fromEntries(entries.map(([name, entry]) => [name, plain(entry, unknownMembers)]));
}

const dropped = (sandbox: Sandbox): ReadonlySet<string> =>
  new Set([...sandbox.dropped].map((line) => /has no member (\w+)/.exec(line)?.[1] ?? ''));

function errorOf({ data, status }: Recording) {
  const { Code, Message } = data.Error as { Code: string; Message: string };
  return { code: Code, message: Message, status };
}
