import type { DeclaredMetric } from '../account-metrics.ts';
import type { Context } from '../service.ts';
import { aoss } from '../services/aoss.ts';
import { type AutoscalingState, applicationAutoscaling } from '../services/application-autoscaling.ts';
import { bedrock } from '../services/bedrock.ts';
import { dynamodb } from '../services/dynamodb.ts';
import { ecs } from '../services/ecs.ts';
import { elasticache } from '../services/elasticache.ts';
import { lambda } from '../services/lambda.ts';
import { throughputOf } from './dynamodb-table.ts';
import { count, type Item, part, parts, text } from './item.ts';

type Peer = Context<unknown>['peer'];
type Dimensions = Record<string, string>;

const metric = (
  Namespace: string,
  MetricName: string,
  Dimensions: Dimensions,
  value: DeclaredMetric['value'],
  samples: DeclaredMetric['samples'] = 1,
): DeclaredMetric => ({ Namespace, MetricName, Dimensions, value, samples, points: {} });

/** What metrics say of resources that nothing ails, so that an account declares only the others. */
export function healthyMetrics({ peer, account }: Pick<Context<unknown>, 'peer' | 'account'>): DeclaredMetric[] {
  return [
    ...ofServices(peer),
    ...ofTables(peer),
    ...ofNodes(peer),
    ...ofFunctions(peer),
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

/** Half busy; a sample a minute from each running task, and most of the maximum for an hour of the day. */
function ofServices(peer: Peer): DeclaredMetric[] {
  const targets = peer(applicationAutoscaling).targets;
  return [...peer(ecs).byArn.values()].flatMap(({ name, cluster, item }) => {
    const dimensions = { ClusterName: cluster, ServiceName: name };
    const running = count(item, 'runningCount', count(item, 'desiredCount', 1));
    const most = maximumOf(targets, 'ecs', `service/${cluster}/${name}`, '');
    const samples = withRush(running, Math.max(running, 0.8 * most));
    return ['CPUUtilization', 'MemoryUtilization'].map((one) => metric('AWS/ECS', one, dimensions, 50, samples));
  });
}

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

/** 40 percent of memory, nine of ten keys with a TTL, nine of ten reads found, nothing evicted. */
function ofNodes(peer: Peer): DeclaredMetric[] {
  const values = {
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

/** A fifth of the timeout at most, a third of the reservation, half of what is provisioned, no throttle. */
function ofFunctions(peer: Peer): DeclaredMetric[] {
  const { functions, provisioned } = peer(lambda);
  return [...functions.entries()].flatMap(([name, item]) => {
    const dimensions = { FunctionName: name };
    const concurrent = typeof item.reserved === 'number' ? item.reserved / 3 : 2;
    return [
      metric('AWS/Lambda', 'Duration', dimensions, 200 * count(item, 'Timeout', 3)),
      metric('AWS/Lambda', 'Throttles', dimensions, 0),
      metric('AWS/Lambda', 'ConcurrentExecutions', dimensions, concurrent),
      ...(provisioned.get(name) ?? []).map((one) => ofProvisioned(name, one)),
    ];
  });
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

/** The two OCU of each kind that are always there. */
function ofSearch(peer: Peer, account: string): DeclaredMetric[] {
  if (peer(aoss).collections.all.length === 0) return [];
  return ['SearchOCU', 'IndexingOCU'].map((name) => metric('AWS/AOSS', name, { ClientId: account }, 2));
}

/** The maximum of a resource's scalable target; 0 without one. `side` is in the name of the dimension. */
function maximumOf(targets: AutoscalingState['targets'], namespace: string, resourceId: string, side: string): number {
  const own = targets.get(namespace)?.byResource.get(resourceId) ?? [];
  const target = own.find((one) => text(one, 'ScalableDimension').includes(side));
  return target ? count(target, 'MaxCapacity') : 0;
}
