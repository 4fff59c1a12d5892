import { anyTrue, derive, type Fact, known } from '../fact.ts';
import type { Context, FactDefinition, Subject } from '../subject.ts';
import { memberOf } from '../world.ts';
import { mostTasks } from './ecs-target.ts';
import { resourceOf } from './joins.ts';

/** Free addresses of the service's subnets; null outside awsvpc mode, or where addresses do not run out. */
function freeAddresses(subject: Subject, { world }: Context): Fact {
  const subnets = memberOf(resourceOf(subject), 'subnets');
  if (!subnets.known) return subnets;
  const ids = subnets.value as string[];
  if (ids.length === 0) return known(null);
  const found = ids.map((id) => world.find('subnet', subject, id));
  const native = anyTrue(found.flatMap((one) => (one ? [memberOf(one, 'ipv6Native')] : [])));
  if (!native.known) return native;
  if (native.value === true) return known(null);
  const gaps = world.gaps('subnet', subject);
  const free = found.map((one): Fact => {
    if (one) return memberOf(one, 'freeAddresses');
    // A subnet that is proven to be gone has none.
    return gaps.length > 0 ? { known: false, because: gaps } : known(0);
  });
  return derive(free, (...counts) => counts.reduce<number>((sum, one) => sum + Number(one), 0));
}

/** Tasks that are still to be started until so many run. */
function tasksUntil(subject: Subject, wanted: Fact): Fact {
  const service = resourceOf(subject);
  return derive(
    [wanted, memberOf(service, 'runningCount'), memberOf(service, 'pendingCount')],
    (all, running, pending) => Math.max(0, Number(all) - Number(running) - Number(pending)),
  );
}

/** What can be asked of the addresses that a service's tasks need. */
export const ecsAddressFacts: Record<string, FactDefinition> = {
  freeAddresses: {
    type: 'number',
    nullable: true,
    description:
      'Free IPv4 addresses of the subnets of the service; null outside awsvpc mode and in subnets of IPv6 alone.',
    compute: freeAddresses,
  },
  tasksToMaximum: {
    type: 'number',
    nullable: false,
    description: 'Tasks that are started until the maximum runs (the desired count where nothing scales).',
    compute: (subject, { world }) => tasksUntil(subject, mostTasks(subject, world)),
  },
  tasksToDeployAtMaximum: {
    type: 'number',
    nullable: false,
    description: 'The same for a deployment at the maximum: maximumPercent of it run at once.',
    compute: (subject, { world }) =>
      tasksUntil(
        subject,
        derive([mostTasks(subject, world), memberOf(resourceOf(subject), 'maximumPercent')], (tasks, percent) =>
          Math.floor((Number(tasks) * Number(percent)) / 100),
        ),
      ),
  },
};
