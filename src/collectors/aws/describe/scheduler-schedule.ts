import type { GetScheduleOutput } from '@aws-sdk/client-scheduler';
import { withDefaults } from '../../../resources/kind.ts';
import { type schedulerSchedule, schedulerScheduleDefaults } from '../../../resources/scheduler-schedule.ts';
import { type DraftOf, type UnreadMembers, unreadOf } from '../collector.ts';
import { isoTime } from '../format.ts';

/** What a schedule calls. */
export type Called = { service: string; action: string };

/** Services whose API changes capacity, as universal targets spell them. https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html */
const capacityServices: readonly string[] = [
  'applicationautoscaling',
  'autoscaling',
  'bedrock',
  'dynamodb',
  'ecs',
  'elasticache',
  'lambda',
  'opensearchserverless',
  'rds',
];

/** What a target calls, where that changes capacity or is code that may; null for every other target. */
export function calledBy(arn: string | undefined): Called | null {
  const [, , service, , account, ...rest] = (arn ?? '').split(':');
  if (service === 'scheduler' && account === '' && rest[0] === 'aws-sdk') {
    const [, called = '', action = ''] = rest;
    return capacityServices.includes(called) ? { service: called, action } : null;
  }
  if (service === 'lambda' && rest[0] === 'function') return { service, action: 'invoke' };
  return service === 'states' && rest[0] === 'stateMachine' ? { service, action: 'startExecution' } : null;
}

export function describeSchedule(schedule: GetScheduleOutput, called: Called): DraftOf<typeof schedulerSchedule> {
  const writes = called.service === 'applicationautoscaling';
  const input = writes ? capacityIn(schedule.Target?.Input) : nothing;
  const given = {
    scheduleName: schedule.Name,
    groupName: schedule.GroupName,
    state: schedule.State,
    schedule: schedule.ScheduleExpression,
    timezone: schedule.ScheduleExpressionTimezone,
    startTime: isoTime(schedule.StartDate),
    endTime: isoTime(schedule.EndDate),
    targetService: called.service,
    targetAction: called.action,
    ...(input ?? nothing),
  };
  const unread: UnreadMembers = input
    ? {}
    : unreadOf({ ok: false, reason: 'malformed', api: 'scheduler:GetSchedule', gone: false }, Object.keys(nothing));
  return {
    ...withDefaults(given, schedulerScheduleDefaults),
    id: schedule.Arn,
    observed: { createdAt: isoTime(schedule.CreationDate) },
    unread,
  };
}

const nothing = {
  serviceNamespace: null,
  resourceId: null,
  scalableDimension: null,
  minCapacity: null,
  maxCapacity: null,
};

type Capacity = {
  serviceNamespace: string | null;
  resourceId: string | null;
  scalableDimension: string | null;
  minCapacity: number | null;
  maxCapacity: number | null;
};

/** Identity and sizes in the input of registerScalableTarget or putScheduledAction; null when it is no such thing. Nothing else of it is kept. */
function capacityIn(text: string | undefined): Capacity | null {
  const input = parse(text);
  if (!input) return null;
  const sizes = isObject(input.ScalableTargetAction) ? input.ScalableTargetAction : input;
  const identity = [input.ServiceNamespace, input.ResourceId, input.ScalableDimension].map(textOrNull);
  const [serviceNamespace = null, resourceId = null, scalableDimension = null] = identity;
  if (identity.includes(null)) return null;
  const minCapacity = sizeOf(sizes.MinCapacity);
  const maxCapacity = sizeOf(sizes.MaxCapacity);
  if (minCapacity === undefined || maxCapacity === undefined) return null;
  return { serviceNamespace, resourceId, scalableDimension, minCapacity, maxCapacity };
}

function parse(text: string | undefined): Record<string, unknown> | null {
  try {
    const parsed: unknown = JSON.parse(text ?? '');
    return isObject(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textOrNull = (value: unknown) => (typeof value === 'string' ? value : null);
/** Null when it is left unchanged, undefined when it is no size. */
const sizeOf = (value: unknown) =>
  value === undefined || value === null ? null : Number.isInteger(value) ? (value as number) : undefined;
