import type { DeclaredMetric } from '../account-metrics.ts';
import type { Context } from '../service.ts';
import { aoss } from '../services/aoss.ts';
import { type AutoscalingState, applicationAutoscaling } from '../services/application-autoscaling.ts';
import { bedrock } from '../services/bedrock.ts';
import { dynamodb } from '../services/dynamodb.ts';
import { ecs } from '../services/ecs.ts';
import { elasticache } from '../services/elasticache.ts';
import { lambda } from '../services/lambda.ts';
import { rds } from '../services/rds.ts';
import { throughputOf } from './dynamodb-table.ts';
import { completeTaskDefinition, findTaskDefinition } from './ecs-task-definitions.ts';
import { count, type Item, part, parts, text } from './item.ts';

type Peer = Context<unknown>['peer'];
type Dimensions = Record<string, string>;

const metric = (
  Namespace: string,
  MetricName: string,
  Dimensions: Dimensions,
  value: DeclaredMetric['value'],
  samples: DeclaredMetric['samples'] = 1,
): DeclaredMetric => ({ Namespace, MetricName, Dimensions, value, samples, points: {}, variation: 0, whole: false });

/** A mean in the morning and evening, a quarter less at night and a quarter more in the middle of the day. */
const byDay = (mean: number, digits = 3): number[] =>
  Array.from({ length: 24 }, (_, hour) =>
    Number((mean * (1 - 0.25 * Math.cos((hour / 12) * Math.PI))).toFixed(digits)),
  );

/** What metrics say of resources that nothing ails, so that an account declares only the others. */
export function healthyMetrics(place: Pick<Context<unknown>, 'peer' | 'account' | 'region'>): DeclaredMetric[] {
  const { peer, account } = place;
  return [
    ...ofServices(peer),
    ...ofFargate(place),
    ...ofTables(peer),
    ...ofAllTables(peer),
    ...ofNodes(peer),
    ...ofFunctions(peer),
    ...ofAllFunctions(peer),
    ...ofDatabases(peer),
    ...ofSearch(peer, account),
    ...ofModels(peer),
  ];
}

/** As many invocations in each hour as in the busiest. */
function ofModels(peer: Peer): DeclaredMetric[] {
  return peer(bedrock).throughputs.map((item) =>
    metric('AWS/Bedrock', 'Invocations', { ModelId: text(item, 'provisionedModelArn') }, 60),
  );
}

/** One value all day, and another for an hour of it. */
const withRush = (usual: number, rush: number): number[] =>
  Array.from({ length: 24 }, (_, hour) => (hour === 9 ? rush : usual));

/** Half busy on average; a sample a minute from each running task, and most of the maximum for an hour of the day. */
function ofServices(peer: Peer): DeclaredMetric[] {
  const targets = peer(applicationAutoscaling).targets;
  return [...peer(ecs).byArn.values()].flatMap(({ name, cluster, item }) => {
    const dimensions = { ClusterName: cluster, ServiceName: name };
    const running = runningOf(item);
    const most = maximumOf(targets, 'ecs', `service/${cluster}/${name}`, '');
    const samples = withRush(running, Math.max(running, 0.8 * most));
    return ['CPUUtilization', 'MemoryUtilization'].map((one) => metric('AWS/ECS', one, dimensions, byDay(50), samples));
  });
}

const runningOf = (item: Item) => count(item, 'runningCount', count(item, 'desiredCount', 1));

/** vCPU of the tasks that run on Fargate On-Demand now. */
function ofFargate({ peer, account, region }: Pick<Context<unknown>, 'peer' | 'account' | 'region'>): DeclaredMetric[] {
  const { byArn, taskDefinitions } = peer(ecs);
  const vcpu = [...byArn.values()].map(({ item, taskDefinitionArn }) => {
    const onFargate = parts(item, 'capacityProviderStrategy').every((one) => one.capacityProvider === 'FARGATE');
    const task = findTaskDefinition(taskDefinitions, taskDefinitionArn, { account, region });
    const units = task ? completeTaskDefinition(task.arn, task.item).cpu : 0;
    return onFargate && text(item, 'launchType') !== 'EC2' ? (runningOf(item) * Number(units)) / 1024 : 0;
  });
  if (vcpu.length === 0) return [];
  const dimensions = { Service: 'Fargate', Type: 'Resource', Resource: 'vCPU', Class: 'Standard/OnDemand' };
  return [metric('AWS/Usage', 'ResourceCount', dimensions, total(vcpu))];
}

const total = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);

/** Half of what is provisioned, or one unit a second on demand; most of the maximum is provisioned for an hour of the day. */
function ofTables(peer: Peer): DeclaredMetric[] {
  const targets = peer(applicationAutoscaling).targets;
  return [...peer(dynamodb).tables.values()].flatMap((table) => {
    const name = text(table, 'TableName');
    const onDemand = part(table, 'BillingModeSummary').BillingMode === 'PAY_PER_REQUEST';
    const indexes = parts(table, 'GlobalSecondaryIndexes').map((item) => ({
      item,
      dimensions: { TableName: name, GlobalSecondaryIndexName: text(item, 'IndexName') },
      resourceId: `table/${name}/index/${text(item, 'IndexName')}`,
    }));
    const all = [{ item: table, dimensions: { TableName: name }, resourceId: `table/${name}` }, ...indexes];
    return all.flatMap(({ item, dimensions, resourceId }) =>
      ['Read', 'Write'].flatMap((side) => {
        const units = count(throughputOf(item, onDemand), `${side}CapacityUnits`);
        const most = maximumOf(targets, 'dynamodb', resourceId, side);
        return [
          metric('AWS/DynamoDB', `Consumed${side}CapacityUnits`, dimensions, onDemand ? 60 : 30 * units),
          ...(onDemand
            ? []
            : [
                metric(
                  'AWS/DynamoDB',
                  `Provisioned${side}CapacityUnits`,
                  dimensions,
                  withRush(units, Math.max(units, 0.8 * most)),
                ),
              ]),
        ];
      }),
    );
  });
}

/** What all tables provision, percent of the account's limit. */
function ofAllTables(peer: Peer): DeclaredMetric[] {
  const { tables, limits } = peer(dynamodb);
  if (tables.size === 0) return [];
  return ['Read', 'Write'].map((side) => {
    const units = [...tables.values()].flatMap((table) =>
      [table, ...parts(table, 'GlobalSecondaryIndexes')].map((item) =>
        part(table, 'BillingModeSummary').BillingMode === 'PAY_PER_REQUEST'
          ? 0
          : count(throughputOf(item, false), `${side}CapacityUnits`),
      ),
    );
    const limit = count(limits, `AccountMax${side}CapacityUnits`, 80_000);
    return metric('AWS/DynamoDB', `AccountProvisioned${side}CapacityUtilization`, {}, (100 * total(units)) / limit);
  });
}

/** A third of a core, 40 percent of memory, nine of ten keys with a TTL, nine of ten reads found, nothing evicted. */
function ofNodes(peer: Peer): DeclaredMetric[] {
  const values = {
    EngineCPUUtilization: byDay(35),
    DatabaseMemoryUsagePercentage: 40,
    CurrItems: 10_000,
    CurrVolatileItems: 9000,
    CacheHits: 900,
    CacheMisses: 100,
    Evictions: 0,
  };
  return [...peer(elasticache).clusters.values()]
    .filter(({ group, item }) => (text(item, 'Engine') || text(group ?? {}, 'Engine')) !== 'memcached')
    .flatMap(({ id }) =>
      Object.entries(values).map(([name, value]) => metric('AWS/ElastiCache', name, { CacheClusterId: id }, value)),
    );
}

/** As many executions at once as the reservation of a function leaves room for; others have few. */
const concurrencyOf = (item: Item): number => (typeof item.reserved === 'number' ? item.reserved / 3 : 2);

/** A fifth of the timeout at most, two invocations a second of each execution, a third of the reservation, half of what is provisioned, no throttle. */
function ofFunctions(peer: Peer): DeclaredMetric[] {
  const { functions, provisioned } = peer(lambda);
  return [...functions.entries()].flatMap(([name, item]) => {
    const dimensions = { FunctionName: name };
    const concurrent = concurrencyOf(item);
    return [
      metric('AWS/Lambda', 'Invocations', dimensions, byDay(120 * concurrent, 0)),
      metric('AWS/Lambda', 'Duration', dimensions, 200 * count(item, 'Timeout', 3)),
      metric('AWS/Lambda', 'Throttles', dimensions, 0),
      metric('AWS/Lambda', 'ConcurrentExecutions', dimensions, concurrent),
      ...(provisioned.get(name) ?? []).map((one) => ofProvisioned(name, one)),
    ];
  });
}

/** What all functions of a region do together, never above half of what the account may. */
function ofAllFunctions(peer: Peer): DeclaredMetric[] {
  const { functions, settings } = peer(lambda);
  if (functions.size === 0) return [];
  const limit = count(part(settings, 'AccountLimit'), 'ConcurrentExecutions', 1000);
  const concurrent = total([...functions.values()].map(concurrencyOf));
  return [
    metric('AWS/Lambda', 'ConcurrentExecutions', {}, Math.min(limit / 2, concurrent)),
    metric('AWS/Lambda', 'Invocations', {}, byDay(120 * concurrent, 0)),
    metric('AWS/Lambda', 'Throttles', {}, 0),
  ];
}

/** 40 percent of the CPU on average, and twenty connections. */
function ofDatabases(peer: Peer): DeclaredMetric[] {
  return [...peer(rds).instances.keys()].flatMap((DBInstanceIdentifier) => [
    metric('AWS/RDS', 'CPUUtilization', { DBInstanceIdentifier }, byDay(40)),
    metric('AWS/RDS', 'DatabaseConnections', { DBInstanceIdentifier }, 20),
  ]);
}

function ofProvisioned(name: string, item: Item): DeclaredMetric {
  const qualifier = text(item, 'qualifier') || (text(item, 'FunctionArn').split(':').at(-1) ?? '');
  return metric(
    'AWS/Lambda',
    'ProvisionedConcurrencyUtilization',
    { FunctionName: name, Resource: `${name}:${qualifier}` },
    0.5,
  );
}

/** The two OCU of each kind that are always there, and twenty searches a minute in each collection. */
function ofSearch(peer: Peer, account: string): DeclaredMetric[] {
  const collections = peer(aoss).collections.all;
  if (collections.length === 0) return [];
  const searches = collections.map((item) => {
    const dimensions = { ClientId: account, CollectionId: text(item, 'id'), CollectionName: text(item, 'name') };
    return metric('AWS/AOSS', 'SearchRequestRate', dimensions, byDay(20));
  });
  return [
    ...['SearchOCU', 'IndexingOCU'].map((name) => metric('AWS/AOSS', name, { ClientId: account }, 2)),
    ...searches,
  ];
}

/** The maximum of a resource's scalable target; 0 without one. `side` is in the name of the dimension. */
function maximumOf(targets: AutoscalingState['targets'], namespace: string, resourceId: string, side: string): number {
  const own = targets.get(namespace)?.byResource.get(resourceId) ?? [];
  const target = own.find((one) => text(one, 'ScalableDimension').includes(side));
  return target ? count(target, 'MaxCapacity') : 0;
}
