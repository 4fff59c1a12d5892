import type { Resource } from '../../model/snapshot.ts';
import { atExpression } from '../../schedules/at-expression.ts';
import { identityOf } from '../facts/joins.ts';
import { type Operation, schedulerTarget } from '../writers/operation.ts';
import { writeScheduledAction } from '../writers/scheduled-action.ts';
import { writeSchedule } from '../writers/scheduler-schedule.ts';
import type { Plan } from '../writers/writer.ts';

/** Time between two operations of which the second must find the first one done. */
const apartMs = 15 * 60_000;

/** When, for a name: 20261201T1830. */
const stampOf = (instant: number, timezone: string) =>
  atExpression(instant, timezone).schedule.replace(/\W|at/g, '').slice(0, 13);

export interface Timing {
  at: number;
  timezone: string;
  /** Event, incident, or what else the names begin with. */
  label: string;
  direction: 'up' | 'down';
}

interface Timed {
  operations: Operation[];
  undo: Operation[];
  names: string[];
}

/**
 * A scheduled action of a scalable target that writes bounds once. Names may hold neither colons nor slashes.
 * https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html
 */
export function scheduledOnce(
  target: Resource,
  bounds: { minCapacity: number | null; maxCapacity: number | null },
  { at, timezone, label, direction }: Timing,
): Timed {
  const actionName = `${label.replace(/[^\w.-]/g, '-').slice(0, 200)}-${direction}-${stampOf(at, timezone)}`;
  const attributes = {
    actionName,
    ...identityOf(target),
    ...atExpression(at, timezone),
    startTime: null,
    endTime: null,
    ...bounds,
  };
  const action = { ...target, kind: 'scheduled-action', attributes, unread: {} };
  return {
    operations: operationsOf(writeScheduledAction(action, null, attributes)),
    undo: operationsOf(writeScheduledAction(action, attributes, null)),
    names: [actionName],
  };
}

/**
 * Schedules of EventBridge Scheduler that call operations once, and delete themselves. One operation follows another with
 * time between, since a table or a function is busy after the first.
 * https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
 */
export function schedulesOnce(
  resource: Resource,
  operations: readonly Operation[],
  { at, timezone, label, direction }: Timing,
  { partition, roleArn }: { partition: string; roleArn: string },
): Timed {
  const schedules = operations.map((operation, index) => {
    const instant = at + index * apartMs;
    const start = label.replace(/[^\w.-]/g, '-').slice(0, 28);
    const scheduleName = `${start}-${resource.keyHash.slice(0, 8)}-${direction}-${stampOf(instant, timezone)}`;
    return { scheduleName, operation, ...atExpression(instant, timezone) };
  });
  return {
    operations: schedules.map(({ scheduleName, operation, schedule, timezone: zone }) => ({
      service: 'scheduler',
      action: 'CreateSchedule',
      input: {
        Name: scheduleName,
        ScheduleExpression: schedule,
        ScheduleExpressionTimezone: zone,
        FlexibleTimeWindow: { Mode: 'OFF' },
        ActionAfterCompletion: 'DELETE',
        Target: { ...schedulerTarget(operation, partition), RoleArn: roleArn },
      },
    })),
    undo: schedules.flatMap(({ scheduleName }) => {
      const attributes = { scheduleName, groupName: 'default' };
      return operationsOf(writeSchedule({ ...resource, kind: 'scheduler-schedule', attributes }, attributes, null));
    }),
    names: schedules.map(({ scheduleName }) => scheduleName),
  };
}

const operationsOf = (plan: Plan) => ('cannot' in plan ? [] : plan.operations);
