import type { RevertStep } from '../../model/revert.ts';
import type { Json } from '../../model/snapshot.ts';
import { type Around, capacityNow, scalesIn, targetOf } from './around.ts';
import { type Leg, legBetween } from './leg.ts';

/** What a jump would harm goes in stages. Each stage is a leg of its own, and waits until the one before took effect. */
export function inStages(leg: Leg, around: Around): Leg[] {
  const { resource } = leg.want;
  if (leg.from === null || leg.to === null) return [leg];
  if (resource.kind === 'scalable-target' && leg.phase === 'maximum') return maximumInStages(leg, around);
  if (leg.phase !== 'minimum') return [leg];
  if (resource.kind === 'ecs-service') return stagesOf(leg, 'desiredCount', null, quarter, settling.task);
  if (resource.kind === 'elasticache-replication-group') {
    const name = 'replicasPerShard' in leg.to ? 'replicasPerShard' : 'shardCount';
    const stages = stagesOf(leg, name, null, byOne, settling.node);
    const rest = Object.keys(leg.to).filter((one) => one !== name);
    const last = stages.at(-1);
    if (rest.length === 0 || !last) return stages;
    const state = { ...leg.from, [name]: leg.to[name] ?? null };
    const other = legBetween(leg.want, leg.phase, state, pick(leg.to, rest));
    return [...stages, ...inStages({ ...other, waitFirst: settling.node, after: [last] }, around)];
  }
  if (resource.kind === 'dynamodb-table') return tableThenIndexes(leg);
  return [leg];
}

/** What to wait for between two stages. */
const settling = {
  scaleIn: {
    seconds: 1_200,
    for: 'scale-in to bring the count below the new maximum: what still runs above it is stopped at once',
  },
  task: { seconds: 300, for: 'latency and utilisation of the tasks that are left; stop here when they rise' },
  node: { seconds: 900, for: 'the group to be available again; AWS refuses the next change until then' },
  table: { seconds: 60, for: 'the table to be ACTIVE again; AWS refuses the next change until then' },
} as const satisfies Record<string, RevertStep['waitFirst']>;

/** At most a quarter of the capacity a stage. */
const quarter = (count: number) => Math.floor(count * 0.75);
const byOne = (count: number) => count - 1;

/** A maximum below what runs takes capacity away the moment that it is written. */
function maximumInStages(leg: Leg, around: Around): Leg[] {
  const target = targetOf(leg.want.resource);
  const old = Number(leg.from?.maxCapacity);
  const wanted = Number(leg.to?.maxCapacity);
  if (target === null || !Number.isFinite(old) || !Number.isFinite(wanted)) return [leg];
  const next = nextOf[target.serviceNamespace];
  const count = Math.min(capacityNow(around.now, leg.want.resource, target) ?? old, old);
  if (count <= wanted) return [leg];
  if (next === undefined) return [{ ...leg, abrupt: true }];
  const stages = stagesOf(
    leg,
    'maxCapacity',
    count,
    next,
    target.serviceNamespace === 'ecs' ? settling.task : settling.node,
  );
  const [first] = stages;
  if (first && scalesIn(around.then, leg.want.resource, target) === true) first.waitFirst = settling.scaleIn;
  return stages;
}

const nextOf: Readonly<Record<string, (count: number) => number>> = { ecs: quarter, elasticache: byOne, rds: byOne };

/** @param start amount that is there; null: what the leg starts from */
function stagesOf(
  leg: Leg,
  name: string,
  start: number | null,
  next: (count: number) => number,
  wait: NonNullable<RevertStep['waitFirst']>,
): Leg[] {
  const [from, to] = [leg.from ?? {}, leg.to ?? {}];
  const wanted = Number(to[name]);
  let count = start ?? Number(from[name]);
  let state = from;
  const stages: Leg[] = [];
  while (count > wanted) {
    count = Math.max(next(count), wanted);
    const stage = legBetween(leg.want, leg.phase, state, { [name]: count });
    const before = stages.at(-1);
    stages.push({
      ...stage,
      chain: leg.chain,
      waitFirst: before ? wait : leg.waitFirst,
      after: before ? [before] : leg.after,
      abrupt: true,
    });
    state = { ...state, [name]: count };
  }
  return stages.length === 0 ? [leg] : stages;
}

/** Units of a table in one call, those of each index in one of its own: each has a budget of decreases. */
function tableThenIndexes(leg: Leg): Leg[] {
  const from = leg.from ?? {};
  const to = leg.to ?? {};
  const own = pick(
    to,
    Object.keys(to).filter((name) => name !== 'indexes'),
  );
  const legs: Leg[] = Object.keys(own).length === 0 ? [] : [legBetween(leg.want, leg.phase, from, own)];
  let state = { ...from, ...own };
  const wanted = (to.indexes ?? []) as Named[];
  for (const index of wanted) {
    const all = (state.indexes ?? []) as Named[];
    const before = all.find((one) => one.name === index.name);
    if (!before || JSON.stringify(before) === JSON.stringify(index)) continue;
    const changed: Json = all.map((one) => (one === before ? index : one));
    legs.push({
      ...legBetween(leg.want, leg.phase, state, { indexes: changed }),
      waitFirst: legs.length > 0 ? settling.table : null,
    });
    state = { ...state, indexes: changed };
  }
  return legs.map((one) => ({ ...one, abrupt: true }));
}

type Named = { [member: string]: Json };

const pick = (all: Readonly<Record<string, Json>>, names: string[]) =>
  Object.fromEntries(names.map((name) => [name, all[name] ?? null]));
