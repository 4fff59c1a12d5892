import { type Item, part, text } from './item.ts';

/** The metric that a target tracking policy follows, as members of an alarm. */
export type TrackedMetric = {
  members: Record<string, unknown>;
  /** For DynamoDB: the metric that holds the provisioned units. */
  provisioned: string | null;
  highResolution: boolean;
};

type Dimensions = Record<string, string>;

/** Works out namespace, metric, statistic and dimensions from the policy's metric specification. */
export function trackedMetric(policy: Item): TrackedMetric {
  const configuration = part(policy, 'TargetTrackingScalingPolicyConfiguration');
  const predefined = part(configuration, 'PredefinedMetricSpecification');
  if (configuration.PredefinedMetricSpecification) {
    return predefinedMetric(
      text(predefined, 'PredefinedMetricType'),
      text(policy, 'ResourceId'),
      text(predefined, 'ResourceLabel'),
    );
  }
  const { Metrics, MetricName, Namespace, Dimensions, Statistic, Unit } = part(
    configuration,
    'CustomizedMetricSpecification',
  );
  const members = Metrics ? { Metrics } : { MetricName, Namespace, Dimensions: Dimensions ?? [], Statistic, Unit };
  return { members, provisioned: null, highResolution: false };
}

function predefinedMetric(type: string, resourceId: string, label: string): TrackedMetric {
  const [namespace, name, statistic, dimensions] = lookUp(type.replace('HighResolution', ''), resourceId, label);
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  return {
    members: { Namespace: namespace, MetricName: name, Statistic: statistic, Dimensions },
    provisioned: namespace === 'AWS/DynamoDB' ? name.replace('Consumed', 'Provisioned') : null,
    highResolution: type.endsWith('HighResolution'),
  };
}

function lookUp(type: string, resourceId: string, label: string): [string, string, string, Dimensions] {
  const [, first = '', , third = ''] = resourceId.split('/');
  const [, cluster = '', service = ''] = resourceId.split('/');
  const ecs = { ClusterName: cluster, ServiceName: service };
  const table: Dimensions = { TableName: first, ...(third ? { GlobalSecondaryIndexName: third } : {}) };
  const [, functionName = '', qualifier = ''] = resourceId.split(':');
  switch (type) {
    case 'ECSServiceAverageCPUUtilization':
      return ['AWS/ECS', 'CPUUtilization', 'Average', ecs];
    case 'ECSServiceAverageMemoryUtilization':
      return ['AWS/ECS', 'MemoryUtilization', 'Average', ecs];
    case 'DynamoDBReadCapacityUtilization':
      return ['AWS/DynamoDB', 'ConsumedReadCapacityUnits', 'Sum', table];
    case 'DynamoDBWriteCapacityUtilization':
      return ['AWS/DynamoDB', 'ConsumedWriteCapacityUnits', 'Sum', table];
    case 'ALBRequestCountPerTarget':
      return ['AWS/ApplicationELB', 'RequestCountPerTarget', 'Sum', loadBalancer(label)];
    case 'LambdaProvisionedConcurrencyUtilization': {
      const dimensions = { FunctionName: functionName, Resource: `${functionName}:${qualifier}` };
      return ['AWS/Lambda', 'ProvisionedConcurrencyUtilization', 'Average', dimensions];
    }
    case 'RDSReaderAverageCPUUtilization':
      return [
        'AWS/RDS',
        'CPUUtilization',
        'Average',
        { DBClusterIdentifier: resourceId.slice('cluster:'.length), Role: 'READER' },
      ];
    case 'RDSReaderAverageDatabaseConnections':
      return [
        'AWS/RDS',
        'DatabaseConnections',
        'Average',
        { DBClusterIdentifier: resourceId.slice('cluster:'.length), Role: 'READER' },
      ];
    default:
      return ['AWS/ElastiCache', ...elastiCacheMetric(type, first)];
  }
}

/** `ElastiCachePrimaryEngineCPUUtilization` follows EngineCPUUtilization of the primaries, and so on. */
function elastiCacheMetric(type: string, group: string): [string, string, Dimensions] {
  const role = /^ElastiCache(Primary|Replica)/.exec(type)?.[1];
  const name = type.replace(/^ElastiCache(Primary|Replica)?/, '');
  return [name, 'Average', { ReplicationGroupId: group, ...(role ? { Role: role } : {}) }];
}

/** A resource label is `app/<load balancer>/<id>/targetgroup/<name>/<id>`. */
function loadBalancer(label: string): Dimensions {
  const [balancer = '', group = ''] = label.split('/targetgroup/');
  return { TargetGroup: `targetgroup/${group}`, LoadBalancer: balancer };
}
