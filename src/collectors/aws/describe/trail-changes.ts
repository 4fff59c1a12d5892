import { lastPart } from '../format.ts';

/** Request of an event as CloudTrail writes it: members in lower camel case, each service with quirks of its own. */
export type Request = Readonly<Record<string, unknown>>;

/** What an event changed: kind and natural key of the resource, and the capacity values that it set. */
export interface Changed {
  kind: string;
  key: string;
  values: Record<string, number | string | boolean | null>;
}

export interface ChangeKind {
  /** Service that the event must come from: other services have operations of the same name. */
  sources: readonly string[];
  /** Of these only the newest of each resource says something that a rule asks for. */
  newestOnly?: boolean;
  /** What the request changed; null when it set no capacity; undefined when it does not name what every request names. */
  read(request: Request): Changed | null | undefined;
}

/** A member whatever the case of its letters: CloudTrail writes dBClusterIdentifier and eCPUPerSecond. */
function member(of: unknown, name: string): unknown {
  if (typeof of !== 'object' || of === null) return undefined;
  const wanted = name.toLowerCase();
  return Object.entries(of).find(([key]) => key.toLowerCase() === wanted)?.[1] ?? undefined;
}

function text(of: unknown, name: string): string | undefined {
  const value = member(of, name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function number(of: unknown, name: string): number | undefined {
  const value = member(of, name);
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function list(of: unknown, name: string): unknown[] {
  const value = member(of, name);
  return Array.isArray(value) ? value : [];
}

type Values = Record<string, number | string | boolean | null | undefined>;

/** Leaves out what the request did not set: null when nothing is left; undefined when nobody can say what it was set of. */
function changed(kind: string, key: string | undefined, values: Values, evenEmpty = false): Changed | null | undefined {
  if (!key) return undefined;
  const set = Object.entries(values).filter(([, value]) => value !== undefined) as [
    string,
    number | string | boolean | null,
  ][];
  return set.length === 0 && !evenEmpty ? null : { kind, key, values: Object.fromEntries(set) };
}

function target(request: Request): string | undefined {
  const parts = ['serviceNamespace', 'resourceId', 'scalableDimension'].map((name) => text(request, name));
  return parts.includes(undefined) ? undefined : parts.join('|');
}

const bounds = (of: unknown) => ({ minCapacity: number(of, 'minCapacity'), maxCapacity: number(of, 'maxCapacity') });

/** What a call suspends or lets go on; what it does not name stays as it is. */
function suspensions(request: Request): Values {
  const state = member(request, 'suspendedState');
  const flag = (name: string) => {
    const value = member(state, name);
    return typeof value === 'boolean' ? value : undefined;
  };
  return {
    suspendedDynamicScaleIn: flag('dynamicScalingInSuspended'),
    suspendedDynamicScaleOut: flag('dynamicScalingOutSuspended'),
    suspendedScheduled: flag('scheduledScalingSuspended'),
  };
}

/** Cluster and service, each by name or ARN; without a cluster it is the one that ECS calls default. */
function serviceKey(request: Request): string | undefined {
  const service = text(request, 'service');
  return service && `${lastPart(text(request, 'cluster') ?? 'default')}/${lastPart(service)}`;
}

/** Function by name or by ARN, which may end in a version or alias. */
function functionName(request: Request): string | undefined {
  const given = text(request, 'functionName');
  return given?.split(':function:').at(-1)?.split(':')[0];
}

function units(of: unknown, prefix: string): Values {
  const throughput = member(of, 'provisionedThroughput');
  return {
    [`${prefix}read`]: number(throughput, 'readCapacityUnits'),
    [`${prefix}write`]: number(throughput, 'writeCapacityUnits'),
  };
}

function tableValues(request: Request): Values {
  const updates = list(request, 'globalSecondaryIndexUpdates').map((one) => member(one, 'update'));
  const ofIndexes = updates.map((update) => units(update, `index/${text(update, 'indexName')}/`));
  return Object.assign({ billingMode: text(request, 'billingMode') }, units(request, ''), ...ofIndexes) as Values;
}

/** Fewest replicas that any node group is told to have; null where the request names the replicas to remove. */
function replicas(request: Request): number | null {
  const each = list(request, 'replicaConfiguration').map((one) => number(one, 'newReplicaCount'));
  const counts = [number(request, 'newReplicaCount'), ...each].filter((count) => count !== undefined);
  return counts.length === 0 ? null : Math.min(...counts);
}

const autoscaling = ['autoscaling.amazonaws.com', 'application-autoscaling.amazonaws.com'];
const elasticache = ['elasticache.amazonaws.com'];
const lambda = ['lambda.amazonaws.com'];

const replicaCount = (request: Request) =>
  changed('elasticache-replication-group', text(request, 'replicationGroupId'), { replicas: replicas(request) });

/**
 * Events that change capacity, those first that matter most. Each costs at least one call at two a second, so that only those
 * are asked for that some rule judges.
 * https://docs.aws.amazon.com/autoscaling/application/userguide/logging-using-cloudtrail.html
 * https://docs.aws.amazon.com/lambda/latest/dg/logging-using-cloudtrail.html
 */
export const changeKinds: Readonly<Record<string, ChangeKind>> = {
  RegisterScalableTarget: {
    sources: autoscaling,
    read: (request) => changed('scalable-target', target(request), { ...bounds(request), ...suspensions(request) }),
  },
  PutScheduledAction: {
    sources: autoscaling,
    read(request) {
      const [key, name] = [target(request), text(request, 'scheduledActionName')];
      const values = bounds(member(request, 'scalableTargetAction'));
      return changed('scheduled-action', key && name && `${key}|${name}`, values);
    },
  },
  PutFunctionConcurrency20171031: {
    sources: lambda,
    read: (request) =>
      changed('lambda-function', functionName(request), {
        reservedConcurrency: number(request, 'reservedConcurrentExecutions'),
      }),
  },
  PutProvisionedConcurrencyConfig: {
    sources: lambda,
    read: (request) =>
      changed('lambda-function', functionName(request), {
        provisionedConcurrency: number(request, 'provisionedConcurrentExecutions'),
      }),
  },
  UpdateFunctionCode20150331v2: {
    sources: lambda,
    newestOnly: true,
    read: (request) =>
      member(request, 'dryRun') === true ? null : changed('lambda-function', functionName(request), {}, true),
  },
  DecreaseReplicaCount: { sources: elasticache, read: replicaCount },
  IncreaseReplicaCount: { sources: elasticache, read: replicaCount },
  ModifyReplicationGroupShardConfiguration: {
    sources: elasticache,
    read: (request) =>
      changed('elasticache-replication-group', text(request, 'replicationGroupId'), {
        shards: number(request, 'nodeGroupCount'),
      }),
  },
  ModifyServerlessCache: {
    sources: elasticache,
    read(request) {
      const limits = member(request, 'cacheUsageLimits');
      return changed('elasticache-serverless-cache', text(request, 'serverlessCacheName'), {
        minDataStorageGb: number(member(limits, 'dataStorage'), 'minimum'),
        minEcpuPerSecond: number(member(limits, 'ecpuPerSecond'), 'minimum'),
      });
    },
  },
  UpdateTable: {
    sources: ['dynamodb.amazonaws.com'],
    read: (request) => changed('dynamodb-table', lastPart(text(request, 'tableName')), tableValues(request)),
  },
  UpdateCollectionGroup: {
    sources: ['aoss.amazonaws.com'],
    read(request) {
      const limits = member(request, 'capacityLimits');
      return changed('opensearch-collection-group', text(request, 'id'), {
        minIndexingOcu: number(limits, 'minIndexingCapacityInOCU'),
        minSearchOcu: number(limits, 'minSearchCapacityInOCU'),
      });
    },
  },
  ModifyDBCluster: {
    sources: ['rds.amazonaws.com'],
    read: (request) =>
      changed('rds-cluster', text(request, 'dbClusterIdentifier'), {
        minAcu: number(member(request, 'serverlessV2ScalingConfiguration'), 'minCapacity'),
      }),
  },
  CreateProvisionedModelThroughput: {
    sources: ['bedrock.amazonaws.com'],
    read: (request) =>
      changed('bedrock-provisioned-throughput', text(request, 'provisionedModelName'), {
        modelUnits: number(request, 'modelUnits'),
      }),
  },
  UpdateService: {
    sources: ['ecs.amazonaws.com'],
    read: (request) => changed('ecs-service', serviceKey(request), { desiredCount: number(request, 'desiredCount') }),
  },
};
