import { derive, type Fact, known, unknown } from '../fact.ts';
import type { FactDefinition, Subject } from '../subject.ts';
import { memberOf, type World } from '../world.ts';
import { isActionSpent } from './action-timeline.ts';
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
function largestRaise(subject: Subject, world: World): Fact {
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
  largestScheduledRaise: {
    type: 'number',
    nullable: false,
    description:
      'Tasks by which the pending scheduled action with the highest minimum raises the minimum of the service; 0 without one.',
    compute: (subject, { world }) => largestRaise(subject, world),
  },
  parameterReadsOfRaise: {
    type: 'number',
    nullable: false,
    description: 'Values that the tasks of that raise read from Parameter Store together.',
    compute: (subject, { world }) =>
      derive(
        [largestRaise(subject, world), memberOf(resourceOf(subject), 'parameterStoreSecrets')],
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
