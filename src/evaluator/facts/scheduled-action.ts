import { DateTime } from 'luxon';
import type { Json, Resource } from '../../model/snapshot.ts';
import { zoneOf } from '../../schedules/local-time.ts';
import { derive, type Fact, known } from '../fact.ts';
import type { FactDefinition } from '../subject.ts';
import { memberOf } from '../world.ts';
import { actionAttributes, scheduledActionInput } from '../writers/scheduled-action.ts';
import { isActionSpent, maximumWhenFired, nextFireOf } from './action-timeline.ts';
import { baselineDimension, baselineOf, eventDimension } from './baseline.ts';
import { missedByTimezone } from './coming-events.ts';
import { askedOf } from './event-ownership.ts';
import { identityOf, resourceOf } from './joins.ts';
import { scalingHasEffect } from './scaling.ts';
import { hasNewBaseline } from './unreverted-raise.ts';

/** Whether a zone's clocks show another time than UTC in any month of the year to come; London's do in summer only. */
function differsFromUtc(timezone: string, now: number): boolean {
  const zone = zoneOf(timezone);
  const months = Array.from({ length: 12 }, (_, month) => now + month * 30 * 86_400_000);
  return zone !== null && months.some((at) => zone.offset(at) !== 0);
}

/** Something about when an action fires: not known unless all that decides it is. */
function ofTiming(action: Resource, ask: () => Json): Fact {
  const told = derive(
    ['schedule', 'timezone', 'startTime', 'endTime'].map((name) => memberOf(action, name)),
    () => null,
  );
  return told.known ? known(ask()) : told;
}

/** What can be asked of a scheduled action beside its own attributes. */
export const scheduledActionFacts: Record<string, FactDefinition> = {
  scheduleType: {
    type: 'string',
    nullable: false,
    description: 'at, rate or cron.',
    compute: (subject) =>
      derive([memberOf(resourceOf(subject), 'schedule')], (schedule) => String(schedule).split('(')[0]?.trim() ?? ''),
  },
  spent: {
    type: 'boolean',
    nullable: false,
    description: 'Whether the action will never fire again.',
    compute: (subject, { world }) => ofTiming(resourceOf(subject), () => isActionSpent(resourceOf(subject), world.now)),
  },
  nextFire: {
    type: 'string',
    nullable: true,
    description: 'When the action fires next (ISO 8601 UTC); null when never.',
    compute(subject, { world }) {
      return ofTiming(resourceOf(subject), () => {
        const next = nextFireOf(resourceOf(subject), world.now);
        return next === null ? null : new Date(next).toISOString().replace('.000Z', 'Z');
      });
    },
  },
  hoursUntilEnd: {
    type: 'number',
    nullable: true,
    description: 'Hours until the end time after which nothing fires; negative after it; null without one.',
    compute: (subject, { world }) =>
      derive([memberOf(resourceOf(subject), 'endTime')], (end) =>
        typeof end === 'string' ? Math.floor((Date.parse(end) - world.now) / 3_600_000) : null,
      ),
  },
  timezoneNamed: {
    type: 'boolean',
    nullable: false,
    description: 'Whether the action names a time zone itself; without one it runs in UTC.',
    compute: (subject) =>
      derive([memberOf(resourceOf(subject), 'timezone')], () => !resourceOf(subject).defaulted.includes('timezone')),
  },
  policyTimezone: {
    type: 'string',
    nullable: false,
    description: 'Time zone of the policy (IANA); UTC where it declares none.',
    compute: (_, { world }) => known(world.policy.timezone),
  },
  policyZoneDiffers: {
    type: 'boolean',
    nullable: false,
    description: 'Whether clocks in the time zone of the policy differ from UTC at some time of the year.',
    compute: (_, { world }) => known(differsFromUtc(world.policy.timezone, world.now)),
  },
  nextFireLocal: {
    type: 'string',
    nullable: true,
    description: 'When the action fires next, by the clock of the time zone of the policy; null when never.',
    compute(subject, { world }) {
      return ofTiming(resourceOf(subject), () => {
        const next = nextFireOf(resourceOf(subject), world.now);
        const local = next === null ? null : DateTime.fromMillis(next, { zone: world.policy.timezone });
        return local?.isValid ? local.toFormat('yyyy-MM-dd HH:mm') : null;
      });
    },
  },
  eventMissedByTimezone: {
    type: 'string',
    nullable: true,
    description:
      'Event of the next 30 days whose capacity does not stand, but would if the actions of the target that name no time zone were in that of the policy; null for none.',
    compute(subject, context) {
      const target = identityOf(resourceOf(subject));
      return missedByTimezone(target, subject, context, askedOf(subject, context, eventDimension(target)));
    },
  },
  maximumWhenFired: {
    type: 'number',
    nullable: true,
    description: 'Maximum of the target at the instant the action fires next; null when no target is registered.',
    compute: (subject, { world }) => {
      const action = resourceOf(subject);
      return maximumWhenFired(world, subject, identityOf(action), action);
    },
  },
  suggestedMaximum: {
    type: 'number',
    nullable: true,
    description: 'A maximum to write beside the minimum of the action: twice that minimum; null without one.',
    compute: (subject) =>
      derive([memberOf(resourceOf(subject), 'minCapacity')], (min) => (typeof min === 'number' ? 2 * min : null)),
  },
  actionInput: {
    type: 'object',
    nullable: false,
    description:
      'The action as put-scheduled-action takes it, every field repeated: what is left out would be deleted.',
    compute(subject) {
      const action = resourceOf(subject);
      return derive(
        ['actionName', 'serviceNamespace', 'resourceId', 'scalableDimension', ...actionAttributes].map((name) =>
          memberOf(action, name),
        ),
        () => scheduledActionInput(action.attributes),
      );
    },
  },
  scalingHasEffect: {
    type: 'boolean',
    nullable: false,
    description:
      'Whether the action does anything: not on a table on demand, a service being drained, or a resource that is proven to be gone.',
    compute: (subject, { world }) => scalingHasEffect(world, subject, identityOf(resourceOf(subject))),
  },
  baselineChanged: {
    type: 'boolean',
    nullable: false,
    description:
      'Whether the tag baseline-change, on the target or on what it scales, says that its bounds are the new normal.',
    compute: (subject, { world }) => hasNewBaseline(world, subject, identityOf(resourceOf(subject))),
  },
  minimumAboveBaseline: {
    type: 'boolean',
    nullable: true,
    description: 'Whether the minimum that the action writes is above the baseline; null without a baseline.',
    compute(subject, { workload }) {
      const action = resourceOf(subject);
      const baseline = baselineOf(workload, 'minCapacity', baselineDimension(identityOf(action)));
      return derive([memberOf(action, 'minCapacity'), baseline], (minimum, normal) =>
        typeof normal === 'number' && typeof minimum === 'number' ? minimum > normal : null,
      );
    },
  },
};
