import type { Json } from '../../model/snapshot.ts';

interface Tracking {
  metric: string;
  /** Target in the unit of the metric. */
  target: number;
}

/** A utilisation to begin with, by what is scaled. https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredefinedMetricSpecification.html */
const trackings: Record<string, Tracking> = {
  'ecs:service:DesiredCount': { metric: 'ECSServiceAverageCPUUtilization', target: 60 },
  'dynamodb:table:ReadCapacityUnits': { metric: 'DynamoDBReadCapacityUtilization', target: 70 },
  'dynamodb:index:ReadCapacityUnits': { metric: 'DynamoDBReadCapacityUtilization', target: 70 },
  'dynamodb:table:WriteCapacityUnits': { metric: 'DynamoDBWriteCapacityUtilization', target: 70 },
  'dynamodb:index:WriteCapacityUnits': { metric: 'DynamoDBWriteCapacityUtilization', target: 70 },
  'elasticache:replication-group:NodeGroups': { metric: 'ElastiCachePrimaryEngineCPUUtilization', target: 60 },
  'elasticache:replication-group:Replicas': { metric: 'ElastiCacheReplicaEngineCPUUtilization', target: 60 },
  'lambda:function:ProvisionedConcurrency': { metric: 'LambdaProvisionedConcurrencyUtilization', target: 0.7 },
  'rds:cluster:ReadReplicaCount': { metric: 'RDSReaderAverageCPUUtilization', target: 60 },
};

/** Most that AWS lets a dimension have, where that is a fixed limit. */
const ceilings: Record<string, number> = {
  'elasticache:replication-group:Replicas': 5,
  'rds:cluster:ReadReplicaCount': 15,
};

/** Configuration of a tracking policy to begin with; null for a dimension without a predefined utilisation. */
export function suggestedTracking(scalableDimension: string): Json {
  const tracking = trackings[scalableDimension];
  if (!tracking) return null;
  const cooldowns: Record<string, Json> = scalableDimension.startsWith('ecs:')
    ? { ScaleOutCooldown: 30, ScaleInCooldown: 300 }
    : {};
  return {
    TargetValue: tracking.target,
    PredefinedMetricSpecification: { PredefinedMetricType: tracking.metric },
    ...cooldowns,
  };
}

/** Twice the maximum, up to what AWS allows; null where the maximum is there already. */
export function raisedMaximum(scalableDimension: string, maximum: number): number | null {
  const raised = Math.min(Math.max(1, maximum * 2), ceilings[scalableDimension] ?? Number.POSITIVE_INFINITY);
  return raised > maximum ? raised : null;
}
