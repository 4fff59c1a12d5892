import type { Resource } from '../../model/snapshot.ts';
import { compareText } from '../../model/snapshot.ts';
import { derive, type Fact, known, unknown } from '../fact.ts';
import type { FactDefinition, Subject } from '../subject.ts';
import { memberOf, type Place, type World } from '../world.ts';
import { activeProviders, mostTasks } from './ecs-target.ts';
import { resourceOf, subjectOf } from './joins.ts';

/** vCPU of tasks on Fargate On-Demand that run at once, in an account and region; pods of EKS share it. */
const quotaKey = 'fargate/L-3032A538';

/** Tasks of so many that run on Fargate On-Demand: bases first, the rest by weight. Spot has a quota of its own. */
function onDemandTasks(service: Resource, tasks: number): number {
  if (service.attributes.launchType === 'FARGATE') return tasks;
  const providers = activeProviders(service);
  const fargate = providers.find(({ name }) => name === 'FARGATE');
  if (!fargate) return 0;
  const bases = providers.reduce((sum, { base }) => sum + base, 0);
  const weights = providers.reduce((sum, { weight }) => sum + weight, 0);
  const rest = Math.max(0, tasks - bases);
  return Math.min(tasks, fargate.base) + (weights > 0 ? Math.ceil((rest * fargate.weight) / weights) : 0);
}

/** vCPU that a service takes from the quota when its maximum runs; null for one that is not on Fargate On-Demand. */
function vcpuAtMaximum(subject: Subject, world: World): Fact {
  const service = resourceOf(subject);
  const where = derive(
    ['status', 'launchType', 'capacityProviders'].map((member) => memberOf(service, member)),
    (status) => status === 'ACTIVE' && onDemandTasks(service, 1_000_000) > 0,
  );
  if (!where.known) return where;
  if (where.value === false) return known(null);
  const units = memberOf(service, 'taskCpuUnits');
  // Fargate does not run a task without a size.
  if (units.known && units.value === null) return unknown('taskCpuUnits', 'not-recorded');
  return derive(
    [mostTasks(subject, world), units],
    (tasks, cpu) => (onDemandTasks(service, Number(tasks)) * Number(cpu)) / 1024,
  );
}

/** What all services of a place take together, and which takes most. */
interface Together {
  vcpu: Fact;
  largest: string | null;
}

function together(world: World, place: Place): Together {
  return world.once(place, 'fargate-vcpu', () => {
    const needs = world.at('ecs-service', place).map((service) => {
      const subject = subjectOf(service);
      return { key: subject.key, vcpu: vcpuAtMaximum(subject, world) };
    });
    const sized = needs.flatMap(({ key, vcpu }) =>
      vcpu.known && typeof vcpu.value === 'number' ? [{ key, vcpu: vcpu.value }] : [],
    );
    const [largest] = sized.sort((a, b) => b.vcpu - a.vcpu || compareText(a.key, b.key));
    const gaps = world.gaps('ecs-service', place);
    const listed: Fact = gaps.length > 0 ? { known: false, because: gaps } : known(null);
    const vcpu = derive([listed, ...needs.map((one) => one.vcpu)], (_, ...all) =>
      all.reduce<number>((sum, one) => sum + Number(one ?? 0), 0),
    );
    return { vcpu, largest: largest?.key ?? null };
  });
}

/** The quota as it holds; unknown where AWS tells its default alone, which is less than most accounts have. */
function quota(world: World, place: Place): Fact {
  const found = world.find('service-quota', place, quotaKey);
  const isDefault = found && memberOf(found, 'isDefault');
  if (isDefault?.known && isDefault.value === true) return unknown('fargateVcpuQuota', 'not-recorded');
  if (found && isDefault) return derive([memberOf(found, 'value'), isDefault], (value) => value);
  const because = world.gaps('service-quota', place, 'fargate');
  return because.length > 0 ? { known: false, because } : unknown('fargateVcpuQuota', 'not-recorded');
}

/** What can be asked of a service against the Fargate quota of its account and region. */
export const ecsQuotaFacts: Record<string, FactDefinition> = {
  fargateVcpuAtMaximum: {
    type: 'number',
    nullable: true,
    description:
      'vCPU on Fargate On-Demand that the service needs at its maximum, deployments apart; null when it does not run there.',
    compute: (subject, { world }) => vcpuAtMaximum(subject, world),
  },
  fargateVcpuQuota: {
    type: 'number',
    nullable: false,
    description: 'vCPU that may run on Fargate On-Demand at once, in this account and region (quota L-3032A538).',
    compute: (subject, { world }) => quota(world, subject),
  },
  fargateVcpuOfRegion: {
    type: 'number',
    nullable: true,
    description:
      'vCPU that all services of the region need at their maxima together; null but for the one that needs most, so that one speaks for all.',
    compute: (subject, { world }) => {
      const { vcpu, largest } = together(world, subject);
      return largest === subject.key ? vcpu : known(null);
    },
  },
  fargateRegionNote: {
    type: 'string',
    nullable: false,
    description: 'That sum in words, for the end of a sentence; empty where it is not told.',
    compute: (subject, { world }) => {
      const { vcpu, largest } = together(world, subject);
      const own = vcpuAtMaximum(subject, world);
      const told = largest === subject.key && vcpu.known && !(own.known && own.value === vcpu.value);
      return known(told ? `, with the other services of the region ${vcpu.value}` : '');
    },
  },
  wantedFargateQuota: {
    type: 'number',
    nullable: true,
    description: 'vCPU that the quota must be for that: the larger of the two, rounded up; null without either.',
    compute(subject, { world }) {
      const { vcpu, largest } = together(world, subject);
      const all = largest === subject.key ? vcpu : known(null);
      return derive([vcpuAtMaximum(subject, world), all], (own, sum) =>
        own === null ? null : Math.ceil(Math.max(Number(own), Number(sum ?? 0))),
      );
    },
  },
};
