import { compareResources, type Json, type Resource } from '../../model/snapshot.ts';
import { numberOf } from '../fact.ts';
import { identityOf, scaledResource, type TargetIdentity } from '../facts/joins.ts';
import { anyPolicyScalesIn, targetMember } from '../facts/scaling.ts';
import { buildWorld, memberOf, type Place, type World } from '../world.ts';
import { placeOf, type Want } from './want.ts';

/** The world as it is, and as it will be when every step ran. */
export interface Around {
  now: World;
  then: World;
}

export function aroundOf(world: World, wants: readonly Want[]): Around {
  const byPlace = new Map(wants.map((want) => [placeOf(want.resource), want]));
  const kept = world.snapshot.resources.flatMap((resource): Resource[] => {
    const want = byPlace.get(placeOf(resource));
    if (!want) return [resource];
    return want.wanted === null ? [] : [{ ...resource, attributes: { ...resource.attributes, ...want.wanted } }];
  });
  const back = wants.flatMap((want) => (want.now === null && want.wanted !== null ? [want.resource] : []));
  const resources = [...kept, ...back].sort(compareResources);
  const then = buildWorld({ ...world.snapshot, resources }, world.policy, world.now, { events: world.calendar.events });
  return { now: world, then };
}

const trackedKinds = ['scalable-target', 'scaling-policy', 'scheduled-action'];

/** The scalable target that a resource is, or belongs to; null for others. */
export const targetOf = (resource: Resource): TargetIdentity | null =>
  trackedKinds.includes(resource.kind) ? identityOf(resource) : null;

/** The resource that a scalable target scales, as the snapshot holds it. */
export function scaledBy(world: World, place: Place, target: TargetIdentity): Resource | null {
  const owner = scaledResource(target);
  return (owner && world.find(owner.kind, place, owner.key)) ?? null;
}

/** Whether load that falls will lower the capacity of a target; null where that is not known. */
export function scalesIn(world: World, place: Place, target: TargetIdentity): boolean | null {
  const suspended = targetMember(world, place, target, 'suspendedDynamicScaleIn');
  if (suspended.known && suspended.value === true) return false;
  const scaling = anyPolicyScalesIn(world, place, target);
  if (scaling.known && scaling.value === false) return false;
  return scaling.known && suspended.known ? true : null;
}

/** Capacity that a target has now, in its own unit; null where the snapshot does not tell. */
export function capacityNow(world: World, place: Place, target: TargetIdentity): number | null {
  const scaled = scaledBy(world, place, target);
  if (scaled === null) return null;
  const member = (name: string) => numberOf(memberOf(scaled, name));
  switch (target.scalableDimension) {
    case 'ecs:service:DesiredCount': {
      const counts = [member('desiredCount'), member('runningCount')].filter((count) => count !== null);
      return counts.length === 0 ? null : Math.max(...counts);
    }
    case 'elasticache:replication-group:Replicas':
      return member('replicasPerShard');
    case 'elasticache:replication-group:NodeGroups':
      return member('shardCount');
    case 'dynamodb:table:ReadCapacityUnits':
      return member('readCapacityUnits');
    case 'dynamodb:table:WriteCapacityUnits':
      return member('writeCapacityUnits');
    case 'dynamodb:index:ReadCapacityUnits':
      return inPart(scaled, 'indexes', target.resourceId.split('/index/')[1], 'readCapacityUnits');
    case 'dynamodb:index:WriteCapacityUnits':
      return inPart(scaled, 'indexes', target.resourceId.split('/index/')[1], 'writeCapacityUnits');
    case 'lambda:function:ProvisionedConcurrency':
      return inPart(scaled, 'provisionedConcurrency', target.resourceId.split(':')[2], 'requested');
    case 'rds:cluster:ReadReplicaCount': {
      // All members but the writer.
      const members = memberOf(scaled, 'memberIds');
      return members.known && Array.isArray(members.value) ? Math.max(members.value.length - 1, 0) : null;
    }
    default:
      return null;
  }
}

/** An amount of one part of a resource: of an index by its name, of an alias by its qualifier. */
function inPart(resource: Resource, list: string, name: string | undefined, amount: string): number | null {
  const parts = memberOf(resource, list);
  const all = (parts.known && Array.isArray(parts.value) ? parts.value : []) as { [member: string]: Json }[];
  const found = all.find((part) => (part.name ?? part.qualifier) === name)?.[amount];
  return typeof found === 'number' ? found : null;
}
