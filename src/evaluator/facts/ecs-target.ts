import type { Resource } from '../../model/snapshot.ts';
import { derive, type Fact } from '../fact.ts';
import type { Subject } from '../subject.ts';
import { memberOf, type World } from '../world.ts';
import { resourceOf, type TargetIdentity } from './joins.ts';
import { targetMember } from './scaling.ts';

/** The scalable target of a service's desired count. */
export function serviceTarget(subject: Subject): TargetIdentity {
  return {
    serviceNamespace: 'ecs',
    resourceId: `service/${subject.key}`,
    scalableDimension: 'ecs:service:DesiredCount',
  };
}

/** Most tasks that Application Auto Scaling may run; the desired count where nothing scales the service. */
export function mostTasks(subject: Subject, world: World): Fact {
  const maximum = targetMember(world, subject, serviceTarget(subject), 'maxCapacity');
  return derive([maximum, memberOf(resourceOf(subject), 'desiredCount')], (max, desired) =>
    typeof max === 'number' ? Math.max(max, Number(desired)) : desired,
  );
}

export interface ProviderShare {
  name: string;
  base: number;
  weight: number;
}

/** Capacity providers that take some of the service's tasks. */
export function activeProviders(service: Resource): ProviderShare[] {
  const strategy = service.attributes.capacityProviders as unknown as ProviderShare[] | undefined;
  return (strategy ?? []).filter(({ base, weight }) => base > 0 || weight > 0);
}
