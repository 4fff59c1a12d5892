import type { Collector, Read } from './collector.ts';
import { costRead } from './cost.ts';
import { identityRead } from './identity.ts';
import { metricDataRead } from './metrics.ts';
import { applicationAutoscaling } from './services/application-autoscaling.ts';
import { bedrock } from './services/bedrock.ts';
import { budgets } from './services/budgets.ts';
import { cloudtrail } from './services/cloudtrail.ts';
import { cloudwatch } from './services/cloudwatch.ts';
import { costExplorer } from './services/cost-explorer.ts';
import { dynamodb } from './services/dynamodb.ts';
import { ec2 } from './services/ec2.ts';
import { ecs } from './services/ecs.ts';
import { ecsCapacityProviders } from './services/ecs-capacity-providers.ts';
import { ecsServiceRevisions } from './services/ecs-service-revisions.ts';
import { elasticache } from './services/elasticache.ts';
import { elasticloadbalancing } from './services/elasticloadbalancing.ts';
import { eventbridge } from './services/eventbridge.ts';
import { lambda } from './services/lambda.ts';
import { opensearchserverless } from './services/opensearchserverless.ts';
import { rds } from './services/rds.ts';
import { scheduler } from './services/scheduler.ts';
import { servicequotas } from './services/servicequotas.ts';
import { sns } from './services/sns.ts';
import { ssm } from './services/ssm.ts';
import { tagging } from './services/tagging.ts';

/** Every collector, in no order that matters. A test asserts that it equals the folder. */
export const collectors: readonly Collector[] = [
  applicationAutoscaling,
  bedrock,
  budgets,
  cloudtrail,
  cloudwatch,
  costExplorer,
  dynamodb,
  ec2,
  ecs,
  ecsCapacityProviders,
  ecsServiceRevisions,
  elasticache,
  lambda,
  elasticloadbalancing,
  opensearchserverless,
  sns,
  eventbridge,
  scheduler,
  servicequotas,
  rds,
  ssm,
  tagging,
];

export interface DeclaredRead {
  /** Operation with its IAM prefix, such as ecs:DescribeServices. */
  api: string;
  /** IAM action that grants it. */
  action: string;
  kinds: readonly string[];
  scope: 'regional' | 'global';
}

/** What a run asks beside what every run asks. */
export interface ReadChoice {
  /** Metrics, which are billed. */
  metrics?: boolean;
  /** Costs by day, whose requests are billed. */
  cost?: boolean;
}

/** Everything that a run asks AWS; the guard and the IAM policy are derived from it. Loads no SDK. */
export function declaredReads({ metrics = false, cost = false }: ReadChoice = {}): DeclaredRead[] {
  const declare = (read: Read, scope: DeclaredRead['scope']): DeclaredRead => ({
    api: read.api,
    action: read.action ?? read.api,
    kinds: read.kinds,
    scope,
  });
  return [
    declare(identityRead, 'global'),
    ...collectors.flatMap((collector) => collector.reads.map((read) => declare(read, collector.scope))),
    ...(metrics ? [declare(metricDataRead, 'regional')] : []),
    ...(cost ? [declare(costRead, 'global')] : []),
  ];
}
