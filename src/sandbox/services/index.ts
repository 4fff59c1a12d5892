import type { Service } from '../service.ts';
import { applicationAutoscaling } from './application-autoscaling.ts';
import { dynamodb } from './dynamodb.ts';
import { ecs } from './ecs.ts';
import { sts } from './sts.ts';

/** Every service that the sandbox plays: one file each. */
export const services: readonly Service<unknown>[] = [applicationAutoscaling, dynamodb, ecs, sts] as Service<unknown>[];
