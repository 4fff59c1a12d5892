import type { Resource } from '../model/snapshot.ts';
import { kinds } from '../resources/index.ts';
import type { Kind } from '../resources/kind.ts';
import { candidatesOf } from './candidates.ts';
import { account } from './facts/account.ts';
import { bedrockThroughputFacts } from './facts/bedrock-throughput.ts';
import { bedrockUsageFacts } from './facts/bedrock-usage.ts';
import { budgetFacts } from './facts/budget.ts';
import { cacheKind } from './facts/cache.ts';
import { serverlessCacheFacts } from './facts/cache-alarms.ts';
import { cloudwatchAlarmFacts } from './facts/cloudwatch-alarm.ts';
import { comparedResource } from './facts/compared-resource.ts';
import { anomalySubscriptionFacts } from './facts/cost-anomaly.ts';
import { dynamodbCapacity } from './facts/dynamodb-capacity.ts';
import { dynamodbTableFacts } from './facts/dynamodb-table.ts';
import { ecsServiceFacts } from './facts/ecs-service.ts';
import { eventTarget } from './facts/event-target.ts';
import { resourceOf, subjectOf } from './facts/joins.ts';
import { keptCapacityFacts } from './facts/kept-capacity.ts';
import { lambdaAccountFacts } from './facts/lambda-account.ts';
import { lambdaClampFacts } from './facts/lambda-clamp.ts';
import { lambdaFunctionFacts } from './facts/lambda-function.ts';
import { lambdaUsageFacts } from './facts/lambda-usage.ts';
import { openOverride } from './facts/open-override.ts';
import { opensearchAccountFacts, opensearchCollectionFacts, opensearchGroupFacts } from './facts/opensearch.ts';
import { overrideCostFacts } from './facts/override-cost.ts';
import { plannedChange } from './facts/planned-change.ts';
import { rdsClusterFacts, rdsInstanceFacts } from './facts/rds.ts';
import { rdsProxyFacts } from './facts/rds-proxy.ts';
import { scalableTargetFacts } from './facts/scalable-target.ts';
import { scalingPolicyFacts } from './facts/scaling-policy.ts';
import { scheduledActionFacts } from './facts/scheduled-action.ts';
import { serverlessLimitFacts } from './facts/serverless-limits.ts';
import { signal } from './facts/signal.ts';
import { tableModeFacts } from './facts/table-mode.ts';
import { throttleFacts } from './facts/throttles.ts';
import { memberFacts } from './member-facts.ts';
import type { FactDefinition, SubjectKind } from './subject.ts';

/** Facts of resource kinds beside their own members. */
const derivedFacts: Record<string, Record<string, FactDefinition>> = {
  'anomaly-subscription': anomalySubscriptionFacts,
  'bedrock-provisioned-throughput': { ...bedrockThroughputFacts, ...bedrockUsageFacts },
  budget: budgetFacts,
  'cloudwatch-alarm': cloudwatchAlarmFacts,
  'dynamodb-table': { ...dynamodbTableFacts, ...throttleFacts },
  'ecs-service': ecsServiceFacts,
  'elasticache-serverless-cache': { ...serverlessCacheFacts, ...serverlessLimitFacts },
  'lambda-account': lambdaAccountFacts,
  'lambda-function': { ...lambdaFunctionFacts, ...lambdaUsageFacts },
  'opensearch-account': opensearchAccountFacts,
  'opensearch-collection': opensearchCollectionFacts,
  'opensearch-collection-group': opensearchGroupFacts,
  'rds-cluster': rdsClusterFacts,
  'rds-instance': rdsInstanceFacts,
  'rds-proxy': rdsProxyFacts,
  'scalable-target': scalableTargetFacts,
  'scaling-policy': scalingPolicyFacts,
  'scheduled-action': scheduledActionFacts,
};

/** Facts of what a person may override for a while, beside the others. */
const overridableFacts: Record<string, Record<string, FactDefinition>> = {
  ...Object.fromEntries(
    Object.entries(keptCapacityFacts).map(([kind, facts]) => [kind, { ...facts, ...overrideCostFacts }]),
  ),
  'scalable-target': overrideCostFacts,
  'dynamodb-table': { ...keptCapacityFacts['dynamodb-table'], ...overrideCostFacts, ...tableModeFacts },
  'lambda-function': { ...keptCapacityFacts['lambda-function'], ...overrideCostFacts, ...lambdaClampFacts },
};

function resourceSubjectKind(kind: Kind): SubjectKind {
  return {
    kind: kind.kind,
    title: kind.title,
    restsOn: [kind.kind],
    global: kind.global,
    subjects: (world) => world.all(kind.kind).map((resource: Resource) => subjectOf(resource)),
    candidates: (subject, world) => candidatesOf(resourceOf(subject), world),
    facts: { ...memberFacts(kind), ...derivedFacts[kind.kind], ...overridableFacts[kind.kind] },
  };
}

/** Everything that a rule may judge: each resource kind, and what is derived from several. */
export const subjectKinds: ReadonlyMap<string, SubjectKind> = new Map(
  [
    ...kinds.map(resourceSubjectKind),
    account,
    cacheKind,
    comparedResource,
    dynamodbCapacity,
    eventTarget,
    openOverride,
    plannedChange,
    signal,
  ].map((kind) => [kind.kind, kind]),
);
