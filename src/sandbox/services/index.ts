import type { Service } from '../service.ts';
import { aoss } from './aoss.ts';
import { applicationAutoscaling } from './application-autoscaling.ts';
import { autoscaling } from './autoscaling.ts';
import { bedrock } from './bedrock.ts';
import { budgets } from './budgets.ts';
import { ce } from './ce.ts';
import { cloudtrail } from './cloudtrail.ts';
import { cloudwatch } from './cloudwatch.ts';
import { dynamodb } from './dynamodb.ts';
import { ec2 } from './ec2.ts';
import { ecs } from './ecs.ts';
import { elasticache } from './elasticache.ts';
import { elasticloadbalancing } from './elasticloadbalancing.ts';
import { events } from './events.ts';
import { lambda } from './lambda.ts';
import { rds } from './rds.ts';
import { scheduler } from './scheduler.ts';
import { servicequotas } from './servicequotas.ts';
import { sns } from './sns.ts';
import { ssm } from './ssm.ts';
import { sts } from './sts.ts';
import { tag } from './tag.ts';

/** Every service that the sandbox plays: one file each, named by its prefix. */
export const services: readonly Service<unknown>[] = [
  aoss,
  applicationAutoscaling,
  autoscaling,
  bedrock,
  budgets,
  ce,
  cloudtrail,
  cloudwatch,
  dynamodb,
  ec2,
  ecs,
  elasticache,
  lambda,
  sns,
  events,
  scheduler,
  servicequotas,
  rds,
  elasticloadbalancing,
  ssm,
  sts,
  tag,
] as Service<unknown>[];
