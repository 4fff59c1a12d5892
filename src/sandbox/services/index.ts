import type { Service } from '../service.ts';
import { aoss } from './aoss.ts';
import { applicationAutoscaling } from './application-autoscaling.ts';
import { budgets } from './budgets.ts';
import { ce } from './ce.ts';
import { cloudtrail } from './cloudtrail.ts';
import { cloudwatch } from './cloudwatch.ts';
import { dynamodb } from './dynamodb.ts';
import { ecs } from './ecs.ts';
import { elasticache } from './elasticache.ts';
import { events } from './events.ts';
import { lambda } from './lambda.ts';
import { rds } from './rds.ts';
import { scheduler } from './scheduler.ts';
import { servicequotas } from './servicequotas.ts';
import { sns } from './sns.ts';
import { sts } from './sts.ts';
import { tag } from './tag.ts';

/** Every service that the sandbox plays: one file each, named by its prefix. */
export const services: readonly Service<unknown>[] = [
  aoss,
  applicationAutoscaling,
  budgets,
  ce,
  cloudtrail,
  cloudwatch,
  dynamodb,
  ecs,
  elasticache,
  lambda,
  sns,
  events,
  scheduler,
  servicequotas,
  rds,
  sts,
  tag,
] as Service<unknown>[];
