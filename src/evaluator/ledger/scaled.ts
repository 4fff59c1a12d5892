import type { Resource } from '../../model/snapshot.ts';
import { scaledSlice, unitsNow } from '../../resources/metrics/dynamodb.ts';
import { scaledAlias } from '../../resources/metrics/lambda.ts';
import { identityOf, scaledResource } from '../facts/joins.ts';
import { cacheNodeRate, provisionedConcurrencyRate, type Rate, tableUnitRate, taskRate } from '../price.ts';
import { memberOf, type World } from '../world.ts';

/** What a target scales: how much is there now, what one unit of it is, and at which rate that is paid. */
export interface Scaled {
  current: number;
  unit: string;
  rate: Rate;
}

type Found = Omit<Scaled, 'current'> & { current: number | null };
type ScaledOf = (target: Resource, resource: Resource, world: World) => Found | null;

const scaledByKind: Readonly<Record<string, ScaledOf>> = {
  'ecs-service': (_, service, world) => ({
    current: numberIn(service, 'runningCount') ?? numberIn(service, 'desiredCount'),
    unit: 'tasks',
    rate: taskRate(world, service),
  }),
  'dynamodb-table'(target, table, world) {
    const slice = scaledSlice(target);
    if (!slice) return null;
    const side = slice.side === 'Read' ? 'read' : 'write';
    const current = unitsNow(table, slice.index, slice.side);
    return { current, unit: `${side} units`, rate: tableUnitRate(world, table, side) };
  },
  'lambda-function'(target, one, world) {
    const alias = scaledAlias(identityOf(target).resourceId);
    const all = one.attributes.provisionedConcurrency as { qualifier: string; requested: number }[] | undefined;
    const current = all ? (all.find(({ qualifier }) => qualifier === alias?.qualifier)?.requested ?? 0) : null;
    return { current, unit: 'environments', rate: provisionedConcurrencyRate(world, one) };
  },
  'elasticache-replication-group'({ attributes }, group, world) {
    const shards = String(attributes.scalableDimension).endsWith(':NodeGroups');
    return cacheParts(group, shards ? 'shards' : 'replicas', world);
  },
};

/** Shards of a group, each with its replicas; or replicas, one in each shard. */
export function cacheParts(group: Resource, part: 'shards' | 'replicas', world: World): Found {
  const [shards, replicas] = [numberIn(group, 'shardCount'), numberIn(group, 'replicasPerShard')];
  const rate = cacheNodeRate(world, group);
  const nodes = part === 'shards' ? (replicas === null ? null : replicas + 1) : shards;
  const unit = nodes === 1 ? part : `${part} of ${nodes} nodes`;
  const current = part === 'shards' ? shards : replicas;
  if (nodes === null) return { current, unit: part, rate: { unknown: 'how many nodes there are is not known' } };
  if ('unknown' in rate) return { current, unit, rate };
  return {
    current,
    unit,
    rate: { usdPerDay: rate.usdPerDay * nodes, words: nodes === 1 ? rate.words : `${nodes} nodes, ${rate.words}` },
  };
}

/** What a scalable target scales, and what that costs; or why that is not known. */
export function scaledBy(target: Resource, world: World): Scaled | { unknown: string } {
  const identity = identityOf(target);
  const owner = scaledResource(identity);
  const scaledOf = owner ? scaledByKind[owner.kind] : undefined;
  if (!owner || !scaledOf) return { unknown: `no price of ${identity.scalableDimension} is known` };
  const resource = world.find(owner.kind, target, owner.key);
  const found = resource && scaledOf(target, resource, world);
  return found && found.current !== null
    ? { ...found, current: found.current }
    : { unknown: `how much ${owner.kind} ${owner.name} has now was not read` };
}

function numberIn(resource: Resource, member: string): number | null {
  const fact = memberOf(resource, member);
  return fact.known && typeof fact.value === 'number' ? fact.value : null;
}
