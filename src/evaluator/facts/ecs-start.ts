import { derive, type Fact, known, unknown } from '../fact.ts';
import type { Context, FactDefinition, Subject } from '../subject.ts';
import { memberOf, type World } from '../world.ts';
import { isActionSpent } from './action-timeline.ts';
import { highestComing } from './coming-events.ts';
import { serviceTarget } from './ecs-target.ts';
import { actionsOf, resourceOf, scalingGaps } from './joins.ts';
import { targetMember } from './scaling.ts';

const minute = 60_000;

/** Minutes from an instant to where the snapshot was taken; null without one. What was seen does not age by judging later. */
function minutesSince(at: Fact, world: World): Fact {
  return derive([at], (text) =>
    typeof text === 'string' ? Math.floor((world.seenAt - Date.parse(text)) / minute) : null,
  );
}

/** By how much the pending action with the highest minimum raises the minimum; suspended schedules raise nothing. */
function scheduledRaise(subject: Subject, world: World): Fact {
  const target = serviceTarget(subject);
  const bounds = ['minCapacity', 'suspendedScheduled'].map((name) => targetMember(world, subject, target, name));
  const gaps = scalingGaps(world, subject, 'scheduled-action', target);
  const listed: Fact = gaps.length > 0 ? { known: false, because: gaps } : known(null);
  return derive([...bounds, listed], (minimum, suspended) => {
    if (suspended === true || typeof minimum !== 'number') return 0;
    const pending = actionsOf(world, subject, target).filter((action) => !isActionSpent(action, world.now));
    return Math.max(0, ...pending.map(({ attributes }) => Number(attributes.minCapacity ?? 0) - minimum));
  });
}

/** By how much the event of the next 30 days that asks most raises the minimum, and which it is. */
function eventRaise(subject: Subject, context: Context): { id: string | null; tasks: Fact } {
  const most = highestComing(subject, context, null, (need) => need.minCapacity ?? need.demand);
  if (!most) return { id: null, tasks: known(0) };
  const minimum = targetMember(context.world, subject, serviceTarget(subject), 'minCapacity');
  const tasks = derive([minimum], (min) => (typeof min === 'number' ? Math.max(0, Math.ceil(most.value) - min) : 0));
  return { id: most.occurrence.event.id, tasks };
}

/** Tasks that start at once at the largest raise that is planned, by a schedule or for an event. */
function largestRaise(subject: Subject, context: Context): Fact {
  return derive([scheduledRaise(subject, context.world), eventRaise(subject, context).tasks], (scheduled, event) =>
    Math.max(Number(scheduled), Number(event)),
  );
}

/** What can be asked of how tasks of a service start and are deployed. */
export const ecsStartFacts: Record<string, FactDefinition> = {
  minutesSinceStartFailure: {
    type: 'number',
    nullable: true,
    description:
      'Minutes before the snapshot of the last event that tasks do not start consistently; null without one since the last steady state.',
    compute: (subject, { world }) => minutesSince(memberOf(resourceOf(subject), 'startFailureAt'), world),
  },
  minutesSincePlacementFailure: {
    type: 'number',
    nullable: true,
    description:
      'Minutes before the snapshot of the last event that a task could not be placed; null without one since the last steady state.',
    compute: (subject, { world }) => minutesSince(memberOf(resourceOf(subject), 'placementFailureAt'), world),
  },
  startProblem: {
    type: 'string',
    nullable: false,
    description: 'What keeps tasks from starting, in words, by the latest sign of it.',
    compute(subject) {
      const service = resourceOf(subject);
      const signs = ['rolloutState', 'startFailureAt', 'placementFailureAt'].map((name) => memberOf(service, name));
      return derive(signs, (state, start, placement) => {
        if (state === 'FAILED') return 'its deployment has failed, so no tasks are started';
        if (placement !== null && String(placement) > String(start ?? '')) return 'a task could not be placed';
        return start === null ? 'nothing' : 'its tasks do not start consistently';
      });
    },
  },
  deploymentMinutes: {
    type: 'number',
    nullable: true,
    description: 'Minutes from the start of the primary deployment to the snapshot; null without one.',
    compute: (subject, { world }) => minutesSince(memberOf(resourceOf(subject), 'deploymentStartedAt'), world),
  },
  deploymentMinutesBeyondBake: {
    type: 'number',
    nullable: true,
    description: 'Those minutes without the time that the deployment waits by design; null without a deployment.',
    compute(subject, { world }) {
      const service = resourceOf(subject);
      const minutes = minutesSince(memberOf(service, 'deploymentStartedAt'), world);
      return derive([minutes, memberOf(service, 'bakeMinutes')], (all, bake) =>
        typeof all === 'number' ? all - Number(bake) : null,
      );
    },
  },
  largestRaise: {
    type: 'number',
    nullable: false,
    description:
      'Tasks by which a pending scheduled action, or an event of the next 30 days, raises the minimum of the service at most; 0 without one.',
    compute: largestRaise,
  },
  largestRaiseBy: {
    type: 'string',
    nullable: false,
    description: 'What raises it so, in words that begin a sentence: a scheduled action, or the event by its id.',
    compute(subject, context) {
      const { id, tasks } = eventRaise(subject, context);
      return derive([scheduledRaise(subject, context.world), tasks], (scheduled, event) =>
        id !== null && Number(event) > Number(scheduled) ? `Event ${id}` : 'A scheduled action',
      );
    },
  },
  parameterReadsOfRaise: {
    type: 'number',
    nullable: false,
    description: 'Values that the tasks of that raise read from Parameter Store together.',
    compute: (subject, context) =>
      derive(
        [largestRaise(subject, context), memberOf(resourceOf(subject), 'parameterStoreSecrets')],
        (tasks, secrets) => Number(tasks) * Number(secrets),
      ),
  },
  parameterStoreHighThroughput: {
    type: 'boolean',
    nullable: false,
    description: 'Whether Parameter Store serves more than 40 reads a second in this region.',
    compute(subject, { world }) {
      const found = world.find('ssm-parameter-store', subject, 'settings');
      if (found) return memberOf(found, 'highThroughput');
      const because = world.gaps('ssm-parameter-store', subject);
      return because.length > 0 ? { known: false, because } : unknown('parameterStoreHighThroughput', 'not-recorded');
    },
  },
};
