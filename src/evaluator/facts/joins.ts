import type { Unknown } from '../../model/report.ts';
import type { Resource } from '../../model/snapshot.ts';
import { symbolFor } from '../../model/symbolic-name.ts';
import type { Fact } from '../fact.ts';
import type { Candidate, Subject } from '../subject.ts';
import { dedupe, memberOf, type Place, tagsOf, type World } from '../world.ts';

/** Where scaling parts meet: namespace, resource id and dimension, never the resource alone. */
export interface TargetIdentity {
  serviceNamespace: string;
  resourceId: string;
  scalableDimension: string;
}

export function targetKey(target: TargetIdentity): string {
  return `${target.serviceNamespace}|${target.resourceId}|${target.scalableDimension}`;
}

/** Namespace, resource and dimension of a scalable target, scaling policy or scheduled action. */
export function identityOf(resource: Resource): TargetIdentity {
  const { serviceNamespace, resourceId, scalableDimension } = resource.attributes;
  return {
    serviceNamespace: String(serviceNamespace),
    resourceId: String(resourceId),
    scalableDimension: String(scalableDimension),
  };
}

const byTarget = (resource: Resource) => [targetKey(identityOf(resource))];

export function findTarget(world: World, place: Place, target: TargetIdentity): Resource | undefined {
  return world.find('scalable-target', place, targetKey(target));
}

type Part = 'scaling-policy' | 'scheduled-action';

/** Members without which nobody can say what a part does; one that lacks any is as good as not listed. */
const needed: Record<Part, string[]> = {
  'scaling-policy': ['policyType'],
  'scheduled-action': ['schedule', 'timezone', 'startTime', 'endTime', 'minCapacity', 'maxCapacity'],
};

const partsOf = (world: World, place: Place, kind: Part, target: TargetIdentity) =>
  world.joined(kind, place, 'target', byTarget, targetKey(target));

const untoldOf = (part: Resource): Unknown[] =>
  needed[part.kind as Part].flatMap((member) => {
    const fact = memberOf(part, member);
    return fact.known ? [] : fact.because;
  });

const isTold = (part: Resource) => untoldOf(part).length === 0;

/** Policies of a target that were told in full; for others `scalingGaps` gives the reasons. */
export function policiesOf(world: World, place: Place, target: TargetIdentity): Resource[] {
  return partsOf(world, place, 'scaling-policy', target).filter(isTold);
}

/** Scheduled actions of a target that were told in full; for others `scalingGaps` gives the reasons. */
export function actionsOf(world: World, place: Place, target: TargetIdentity): Resource[] {
  return partsOf(world, place, 'scheduled-action', target).filter(isTold);
}

/** Why scaling parts of a target may be missing; empty when their listing is complete, and each was told in full. */
export function scalingGaps(
  world: World,
  place: Place,
  kind: 'scalable-target' | Part,
  target: TargetIdentity,
): Unknown[] {
  const gaps = world.gaps(kind, place, target.serviceNamespace);
  if (kind === 'scalable-target') return gaps;
  return dedupe([...gaps, ...partsOf(world, place, kind, target).flatMap(untoldOf)]);
}

/** Kind and natural key of the resource that a scalable target scales; null for namespaces that are not read. */
export function scaledResource(target: TargetIdentity): { kind: string; key: string; name: string } | null {
  const [head, ...rest] = target.resourceId.split('/');
  const tail = rest.join('/');
  if (target.serviceNamespace === 'ecs' && head === 'service') return { kind: 'ecs-service', key: tail, name: tail };
  if (target.serviceNamespace === 'dynamodb' && head === 'table') {
    const table = rest[0] ?? '';
    return { kind: 'dynamodb-table', key: table, name: table };
  }
  if (target.serviceNamespace === 'elasticache' && head === 'replication-group') {
    return { kind: 'elasticache-replication-group', key: tail, name: tail };
  }
  if (target.serviceNamespace === 'elasticache' && head === 'cache-cluster') {
    return { kind: 'elasticache-cluster', key: tail, name: tail };
  }
  const [family, name] = target.resourceId.split(/:(.*)/s);
  if (target.serviceNamespace === 'rds' && family === 'cluster' && name)
    return { kind: 'rds-cluster', key: name, name };
  if (target.serviceNamespace === 'lambda' && family === 'function') {
    const [functionName] = (name ?? '').split(':');
    if (functionName) return { kind: 'lambda-function', key: functionName, name: functionName };
  }
  return null;
}

/** What workloads may match: the resource itself. */
export function candidateOf(resource: Resource): Candidate {
  return {
    kind: resource.kind,
    // A name that is known only after apply may turn out to be any.
    name: resource.key === null ? symbolFor(resource.id) : resource.name,
    account: resource.account,
    region: resource.region,
    tags: tagsOf(resource),
  };
}

/**
 * The resource that something belongs to, as a candidate for workloads. One that could not be read still counts, with
 * tags unknown; one that is proven not to exist does not.
 */
export function ownerCandidates(
  world: World,
  place: Place,
  owner: { kind: string; key: string; name: string } | null,
): Candidate[] {
  if (!owner) return [];
  const resource = world.find(owner.kind, place, owner.key);
  const extra = owner.kind.startsWith('elasticache-') ? [{ ...owner, kind: 'cache' }] : [];
  if (resource) return [owner, ...extra].map((one) => ({ ...candidateOf(resource), kind: one.kind }));
  const gaps = world.gaps(owner.kind, place);
  if (gaps.length === 0) return [];
  const tags: Fact = { known: false, because: gaps };
  return [owner, ...extra].map((one) => ({
    kind: one.kind,
    name: one.name,
    account: place.account,
    region: place.region,
    tags,
  }));
}

/** Subject of a plain resource. */
export function subjectOf(resource: Resource): Subject {
  return {
    kind: resource.kind,
    key: resource.key ?? resource.id,
    id: resource.id,
    name: resource.name,
    account: resource.account,
    region: resource.region,
    resource,
  };
}

/** The resource behind a subject; facts of resource kinds always have one. */
export function resourceOf(subject: Subject): Resource {
  if (!subject.resource) throw new Error(`${subject.kind} ${subject.key} has no resource`);
  return subject.resource;
}
