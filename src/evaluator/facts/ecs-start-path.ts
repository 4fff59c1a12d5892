import type { Json, Resource } from '../../model/snapshot.ts';
import { derive, type Fact, known, type Unknowable, unknown } from '../fact.ts';
import type { Context, FactDefinition, Subject } from '../subject.ts';
import { memberOf, type World } from '../world.ts';
import { resourceOf } from './joins.ts';

/** Names of the target groups of the service, or why they are not known. */
function groupNames(subject: Subject): string[] | Unknowable {
  const groups = memberOf(resourceOf(subject), 'targetGroups');
  return groups.known ? (groups.value as string[]).map((group) => group.split('/')[1] ?? '') : groups;
}

/** Seconds of each target group of the service; groups that are proven to be gone do not count. */
function ofGroups(subject: Subject, world: World, ask: (group: Resource) => Fact): Fact {
  const gaps = world.gaps('target-group', subject);
  const names = groupNames(subject);
  if (!Array.isArray(names)) return names;
  const seconds = names.flatMap((name): Fact[] => {
    const group = world.find('target-group', subject, name);
    if (group) return [ask(group)];
    return gaps.length > 0 ? [{ known: false, because: gaps }] : [];
  });
  return derive(seconds, (...all) => (all.length > 0 ? Math.max(...all.map(Number)) : null));
}

function healthCheckSeconds(group: Resource): Fact {
  const members = ['healthCheckIntervalSeconds', 'healthyThresholdCount'].map((name) => memberOf(group, name));
  return derive(members, (interval, count) => Number(interval) * Number(count));
}

/** With slow start, which is not asked of groups that are slow without it. */
function startPathSeconds(group: Resource): Fact {
  const slowStart = memberOf(group, 'slowStartSeconds');
  if (slowStart.known && slowStart.value === null) return unknown('slowStartSeconds', 'not-recorded');
  return derive([healthCheckSeconds(group), slowStart], (checks, slow) => Number(checks) + Number(slow));
}

/** The slowest group of the service, where its health checks take longer than maxSeconds. */
function slowGroup(subject: Subject, { world, param }: Context, ask: (group: Resource) => Json): Fact {
  return derive([ofGroups(subject, world, healthCheckSeconds)], (slowest) => {
    if (typeof slowest !== 'number' || slowest <= Number(param('maxSeconds'))) return null;
    const names = groupNames(subject);
    const groups = (Array.isArray(names) ? names : []).flatMap(
      (name) => world.find('target-group', subject, name) ?? [],
    );
    const found = groups.find((group) => {
      const seconds = healthCheckSeconds(group);
      return seconds.known && seconds.value === slowest;
    });
    return found ? ask(found) : null;
  });
}

/** Grace and start period, where the former is shorter; both null where it is not, or one of them is not set. */
function shortGrace(subject: Subject, tell: (grace: Json, start: Json) => Json): Fact {
  const service = resourceOf(subject);
  const periods = [memberOf(service, 'healthCheckGracePeriodSeconds'), memberOf(service, 'startPeriodSeconds')];
  return derive(periods, (grace, start) =>
    grace !== null && start !== null && Number(grace) < Number(start) ? tell(grace, start) : tell(null, null),
  );
}

const noGroup = 'null without a target group.';

/** What can be asked of how long new tasks wait for the load balancer. */
export const ecsStartPathFacts: Record<string, FactDefinition> = {
  healthCheckSeconds: {
    type: 'number',
    nullable: true,
    description: `Seconds that health checks of the load balancer take to call a target healthy again, the slowest group of the service; ${noGroup}`,
    compute: (subject, { world }) => ofGroups(subject, world, healthCheckSeconds),
  },
  startPathSeconds: {
    type: 'number',
    nullable: true,
    description: `Those seconds and slow start together; ${noGroup}`,
    compute: (subject, { world }) => ofGroups(subject, world, startPathSeconds),
  },
  slowTargetGroup: {
    type: 'string',
    nullable: true,
    description:
      'ARN of the target group of the service whose health checks take longest, over maxSeconds; null without one.',
    parameters: ['maxSeconds'],
    compute: (subject, context) => slowGroup(subject, context, (group) => group.id),
  },
  slowInterval: {
    type: 'number',
    nullable: true,
    description: 'Seconds between its health checks; null without such a group.',
    parameters: ['maxSeconds'],
    compute: (subject, context) =>
      slowGroup(subject, context, ({ attributes }) => attributes.healthCheckIntervalSeconds ?? null),
  },
  slowCount: {
    type: 'number',
    nullable: true,
    description: 'Health checks in a row that its targets must pass; null without such a group.',
    parameters: ['maxSeconds'],
    compute: (subject, context) =>
      slowGroup(subject, context, ({ attributes }) => attributes.healthyThresholdCount ?? null),
  },
  slowStartNote: {
    type: 'string',
    nullable: false,
    description: 'Health checks and slow start together in words, where slow start is on; else empty.',
    compute(subject, { world }) {
      const parts = [ofGroups(subject, world, healthCheckSeconds), ofGroups(subject, world, startPathSeconds)];
      const [checks, whole] = parts.map((part) => (part.known ? part.value : null));
      return known(whole !== null && whole !== checks ? `, with slow start ${whole}` : '');
    },
  },
  gracePeriodNote: {
    type: 'string',
    nullable: false,
    description: 'That the grace period is shorter than the start period, in words; else empty.',
    compute: (subject) =>
      shortGrace(subject, (grace, start) =>
        grace === null ? '' : `, and its grace period of ${grace} seconds is shorter than the start period of ${start}`,
      ),
  },
  shortGracePeriod: {
    type: 'number',
    nullable: true,
    description: 'Grace period for health checks in seconds, where it is shorter than the start period; else null.',
    compute: (subject) => shortGrace(subject, (grace) => grace),
  },
  neededGracePeriod: {
    type: 'number',
    nullable: true,
    description: 'The start period in seconds, where the grace period is shorter; else null.',
    compute: (subject) => shortGrace(subject, (grace, start) => (grace === null ? null : start)),
  },
};
