import type { Json, Resource } from '../../model/snapshot.ts';
import { derive, type Fact, known } from '../fact.ts';
import type { Context, FactDefinition, Subject } from '../subject.ts';
import { memberOf } from '../world.ts';
import { activeProviders, type ProviderShare } from './ecs-target.ts';
import { resourceOf } from './joins.ts';

/** A capacity provider with its Auto Scaling group; null for one without: AWS manages its instances, or it is gone. */
interface Pool {
  provider: Resource;
  group: Resource;
}

/** The Auto Scaling groups that start instances for the service; a reason in place of those that could not be read. */
function poolsOf(subject: Subject, { world }: Context): (Pool | Fact)[] {
  const strategy = memberOf(resourceOf(subject), 'capacityProviders');
  if (!strategy.known) return [strategy];
  const names = activeProviders(resourceOf(subject)).map(({ name }) => name);
  const instances = names.filter((name) => name !== 'FARGATE' && name !== 'FARGATE_SPOT');
  return instances.flatMap((name): (Pool | Fact)[] => {
    const provider = world.find('ecs-capacity-provider', subject, name);
    if (!provider) return gapsAsFact(subject, world, 'ecs-capacity-provider');
    const group = memberOf(provider, 'autoScalingGroup');
    if (!group.known) return [group];
    if (typeof group.value !== 'string') return [];
    const found = world.find('autoscaling-group', subject, group.value);
    if (!found) return gapsAsFact(subject, world, 'autoscaling-group');
    const untold = untoldOf(provider, found);
    return untold ? [untold] : [{ provider, group: found }];
  });
}

/** Why a provider and its group tell too little to be judged; null when they tell all. */
function untoldOf(provider: Resource, group: Resource): Fact | null {
  const told = derive(
    [
      ...['managedScaling', 'targetCapacity'].map((member) => memberOf(provider, member)),
      ...['maxSize', 'suspendedProcesses', 'desiredCapacity'].map((member) => memberOf(group, member)),
    ],
    () => null,
  );
  return told.known ? null : told;
}

function gapsAsFact(subject: Subject, world: Context['world'], kind: string): Fact[] {
  const because = world.gaps(kind, subject);
  return because.length > 0 ? [{ known: false, because }] : [];
}

const isPool = (one: Pool | Fact): one is Pool => 'group' in one;

/** Share of its maximum that a group has reached; 1 where it may have no instance. */
const fillOf = ({ group }: Pool): number => {
  const size = Number(group.observed.desiredCapacity);
  const most = Number(group.attributes.maxSize);
  return most > 0 ? size / most : 1;
};

/** A question to the pools that holds for all of them: unknown as soon as one could not be read. */
function ofPools(subject: Subject, context: Context, ask: (pools: Pool[]) => Json): Fact {
  const pools = poolsOf(subject, context);
  const unread = pools.filter((one): one is Fact => !isPool(one));
  return derive(unread, () => ask(pools.filter(isPool)));
}

/** A pool that is proven to be in some state is known whatever could not be read of others. */
function nameOfPool(subject: Subject, context: Context, is: (pool: Pool) => boolean): Fact {
  const found = poolsOf(subject, context).find((one) => isPool(one) && is(one));
  if (found && isPool(found)) return known(found.provider.name);
  return ofPools(subject, context, () => null);
}

const fullest = (pools: Pool[]) => pools.toSorted((a, b) => fillOf(b) - fillOf(a))[0];
const launchIsOff = ({ group }: Pool) => (group.attributes.suspendedProcesses as string[]).includes('Launch');
const isUnmanaged = ({ provider }: Pool) => provider.attributes.managedScaling === 'DISABLED';
const leavesNoRoom = ({ provider: { attributes } }: Pool) =>
  attributes.managedScaling === 'ENABLED' && Number(attributes.targetCapacity) >= 100;

/** The pool that is nearest to its maximum, where it is as near as `ratio`. */
const full = (pools: Pool[], ratio: Json) => {
  const found = fullest(pools);
  return found && fillOf(found) >= Number(ratio) ? found : undefined;
};

/** What is wrong with the pools, in words: the gravest first. */
function problemOf(pools: Pool[], ratio: Json): string {
  const off = pools.find(launchIsOff);
  if (off) return `${off.provider.name} starts no instances, since Launch is suspended`;
  const unmanaged = pools.find(isUnmanaged);
  if (unmanaged) return `managed scaling of ${unmanaged.provider.name} is off`;
  const near = full(pools, ratio);
  if (near) {
    const { observed, attributes } = near.group;
    return `${near.provider.name} has ${observed.desiredCapacity} of at most ${attributes.maxSize} instances`;
  }
  const tight = pools.find(leavesNoRoom);
  return tight ? `${tight.provider.name} keeps its instances 100 % full, so none is ready` : 'nothing';
}

/** What can be asked of the instances under a service's tasks. */
export const ecsInstanceFacts: Record<string, FactDefinition> = {
  providerFill: {
    type: 'number',
    nullable: true,
    description:
      'Instances of the Auto Scaling group of a capacity provider of the service divided by its maximum (0 to 1), of the fullest; null without such a group.',
    compute: (subject, context) =>
      ofPools(subject, context, (pools) => (pools.length > 0 ? Math.max(...pools.map(fillOf)) : null)),
  },
  providerNotManaged: {
    type: 'string',
    nullable: true,
    description: 'Capacity provider of the service whose managed scaling is off; null when there is none.',
    compute: (subject, context) => nameOfPool(subject, context, isUnmanaged),
  },
  providerNotLaunching: {
    type: 'string',
    nullable: true,
    description:
      'Capacity provider whose group starts no instances, since Launch is suspended; null when there is none.',
    compute: (subject, context) => nameOfPool(subject, context, launchIsOff),
  },
  providerLeavesNoRoom: {
    type: 'string',
    nullable: true,
    description: 'Capacity provider whose managed scaling keeps instances 100 % full; null when there is none.',
    compute: (subject, context) => nameOfPool(subject, context, leavesNoRoom),
  },
  providerProblem: {
    type: 'string',
    nullable: false,
    description: 'What keeps the instances of the service from growing, in words; what is gravest.',
    parameters: ['ratio'],
    compute: (subject, context) => ofPools(subject, context, (pools) => problemOf(pools, context.param('ratio'))),
  },
  fullGroup: {
    type: 'string',
    nullable: true,
    description: 'Auto Scaling group that has reached ratio of its maximum; null when there is none.',
    parameters: ['ratio'],
    compute: (subject, context) =>
      ofPools(subject, context, (pools) => full(pools, context.param('ratio'))?.group.name ?? null),
  },
  fullGroupMaximum: {
    type: 'number',
    nullable: true,
    description: 'Most instances that this group may have; null without one.',
    parameters: ['ratio'],
    compute: (subject, context) =>
      ofPools(subject, context, (pools) => full(pools, context.param('ratio'))?.group.attributes.maxSize ?? null),
  },
  raisedGroupMaximum: {
    type: 'number',
    nullable: true,
    description: 'Twice as many; null without such a group.',
    parameters: ['ratio'],
    compute: (subject, context) =>
      ofPools(subject, context, (pools) => {
        const most = full(pools, context.param('ratio'))?.group.attributes.maxSize;
        return typeof most === 'number' ? Math.max(1, 2 * most) : null;
      }),
  },
  groupNotLaunching: {
    type: 'string',
    nullable: true,
    description: 'Auto Scaling group of the service in which Launch is suspended; null when there is none.',
    compute: (subject, context) => ofPools(subject, context, (pools) => pools.find(launchIsOff)?.group.name ?? null),
  },
  capacityProviderStrategy: {
    type: 'list',
    nullable: false,
    description: 'Capacity provider strategy of the service as it is, as update-service takes it.',
    compute: (subject) =>
      derive([memberOf(resourceOf(subject), 'capacityProviders')], (strategy) =>
        (strategy as unknown as ProviderShare[]).map(({ name, base, weight }) => ({
          capacityProvider: name,
          base,
          weight,
        })),
      ),
  },
  runsOnSpotAlone: {
    type: 'boolean',
    nullable: false,
    description: 'Whether every task of the service runs on Fargate Spot: no other provider has a base or a weight.',
    compute: (subject) =>
      derive([memberOf(resourceOf(subject), 'capacityProviders')], () => {
        const providers = activeProviders(resourceOf(subject));
        return providers.length > 0 && providers.every(({ name }) => name === 'FARGATE_SPOT');
      }),
  },
};
