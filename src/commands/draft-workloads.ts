import { baselineDimension } from '../evaluator/facts/baseline.ts';
import { identityOf, scaledResource } from '../evaluator/facts/joins.ts';
import { canonical } from '../model/canonical.ts';
import type { Match } from '../model/policy.ts';
import { compareText, type Json, type Resource, type Snapshot } from '../model/snapshot.ts';
import { type Bounds, boundsOf, type DraftBaseline, standingOf } from './draft-measures.ts';
import { globFor } from './glob-for.ts';

/** What is drafted of one workload. */
export interface Draft {
  name: string;
  match: Match;
  env: string | null;
  owner: string | null;
  baseline: DraftBaseline;
  /** Tasks or units at work when the snapshot was taken; a hint, as it is not known whether that was a normal hour. */
  running: number | null;
}

/** Something whose capacity can be raised, before it is known what it shares a workload with. */
interface Scaled extends Omit<Draft, 'name' | 'match'> {
  kind: string;
  resourceName: string;
  account: string;
  region: string;
  tags: Record<string, string>;
}

/** Tags by which teams name what belongs together, and environment and owner: the first that is there. */
const groupTags = ['workload', 'app', 'application', 'service', 'component'];
const envTags = ['env', 'environment', 'stage'];
const ownerTags = ['owner', 'team'];

/** One workload for each scaled service, table, cache, function or cluster and each provisioned throughput; those that share a tag and their bounds have one together. */
export function draftWorkloads(snapshot: Snapshot): Draft[] {
  const found = [...scaledOf(snapshot), ...standingAlone(snapshot)].sort((a, b) => compareText(orderOf(a), orderOf(b)));
  const drafts = groupBy(found, (one) => groupOf(one) ?? `name ${one.kind} ${one.resourceName}`).flatMap((group) => {
    const [first] = group as [Scaled, ...Scaled[]];
    const grouped = groupOf(first) !== null && group.length > 1;
    if (group.every((one) => sameNormal(one, first))) return [grouped ? byTag(first) : byName(first, false)];
    return groupBy(group, (one) => `${one.kind} ${one.resourceName}`).flatMap((namesakes) => {
      const [one] = namesakes as [Scaled, ...Scaled[]];
      if (namesakes.every((other) => sameNormal(other, one))) return [byName(one, false)];
      return namesakes.map((other) => byName(other, true));
    });
  });
  return named(drafts);
}

const orderOf = (one: Scaled) => [one.kind, one.resourceName, one.account, one.region].join('\u0000');
const sameNormal = (a: Scaled, b: Scaled) => normalOf(a) === normalOf(b);
const normalOf = ({ baseline, env, owner }: Scaled) =>
  JSON.stringify(canonical({ baseline, env, owner } as unknown as Json));

function groupOf({ kind, tags }: Scaled): string | null {
  const key = firstOf(tags, groupTags)?.key;
  return key === undefined ? null : `tag ${kind} ${key} ${tags[key]}`;
}

function byTag(one: Scaled): Unnamed {
  const { key = '', value = '' } = firstOf(one.tags, groupTags) ?? {};
  return draftOf(one, value, { kind: one.kind, tags: { [key]: globFor(value) } }, null);
}

function byName(one: Scaled, placed: boolean): Unnamed {
  const place = placed ? { account: one.account, region: one.region } : {};
  const name = one.resourceName.split('/').at(-1) || one.resourceName;
  return draftOf(one, name, { kind: one.kind, name: globFor(one.resourceName), ...place }, one.running);
}

/** A draft with the names that it may take, the shortest first. */
type Unnamed = Omit<Draft, 'name'> & { names: string[] };

function draftOf(one: Scaled, short: string, match: Match, running: number | null): Unnamed {
  const long = `${one.kind} ${match.tags ? short : one.resourceName}`;
  const { env, owner, baseline } = one;
  return { names: [short, long, `${long} in ${one.account} ${one.region}`], match, env, owner, baseline, running };
}

/** Names are unique: the shortest that nothing else could take too, else a numbered one. */
function named(drafts: readonly Unnamed[]): Draft[] {
  const wanted = new Map<string, number>();
  for (const { names } of drafts) for (const name of new Set(names)) wanted.set(name, (wanted.get(name) ?? 0) + 1);
  const taken = new Set<string>();
  return drafts.map(({ names, ...draft }) => {
    const base = names.find((one) => wanted.get(one) === 1 && !taken.has(one)) ?? names.at(-1) ?? '';
    let name = base;
    for (let n = 2; taken.has(name); n += 1) name = `${base} (${n})`;
    taken.add(name);
    return { name, ...draft };
  });
}

/** What scalable targets scale, with the bounds of each dimension. */
function scaledOf(snapshot: Snapshot): Scaled[] {
  const byKey = new Map(snapshot.resources.map((one) => [keyOf(one, one.kind, one.key), one]));
  const targets = snapshot.resources.filter((one) => one.kind === 'scalable-target');
  const ownerOf = (target: Resource) => scaledResource(identityOf(target));
  const groups = groupBy(targets, (target) => {
    const owner = ownerOf(target);
    return keyOf(target, owner?.kind ?? target.kind, owner?.key ?? target.key);
  });
  return groups.flatMap((group) => {
    const [first] = group as [Resource, ...Resource[]];
    const owner = ownerOf(first);
    const dimensions = group.map((target) => baselineDimension(identityOf(target)));
    // A baseline has one pair of bounds where dimensions have no names of their own.
    const apart = owner === null || (group.length > 1 && dimensions.includes(null));
    if (apart) return group.flatMap((target) => scaled(target, boundsOf(target)));
    const resource = byKey.get(keyOf(first, owner.kind, owner.key));
    const shown = { ...(resource ?? first), kind: owner.kind, name: owner.name, tags: resource?.tags ?? null };
    const bounds = group.map((target, index) => [dimensions[index], boundsOf(target)] as const);
    const whole = bounds.find(([dimension]) => dimension === null)?.[1];
    const parts = bounds.filter((one): one is readonly [string, Bounds] => typeof one[0] === 'string').sort(byFirst);
    const standing = resource ? standingOf(resource) : {};
    return scaled(shown, { ...standing, ...(whole ?? { dimensions: Object.fromEntries(parts) }) });
  });
}

const byFirst = (a: readonly [string, unknown], b: readonly [string, unknown]) => compareText(a[0], b[0]);
const keyOf = (place: { account: string; region: string }, kind: string, key: string | null) =>
  [place.account, place.region, kind, key].join('\u0000');

/** Capacity that stands without being scaled, of what no scalable target scales. */
function standingAlone(snapshot: Snapshot): Scaled[] {
  const owned = new Set(
    snapshot.resources
      .filter((one) => one.kind === 'scalable-target')
      .map((target) => {
        const owner = scaledResource(identityOf(target));
        return owner && keyOf(target, owner.kind, owner.key);
      }),
  );
  return snapshot.resources
    .filter((one) => one.kind !== 'dynamodb-table' && !owned.has(keyOf(one, one.kind, one.key)))
    .flatMap((one) => scaled(one, standingOf(one)));
}

function scaled(resource: Resource, baseline: Scaled['baseline']): Scaled[] {
  const { kind, name, account, region } = resource;
  const empty =
    Object.keys(baseline).length === 0 || (baseline.dimensions && Object.keys(baseline.dimensions).length === 0);
  if (name === '' || empty) return [];
  const tags = { ...resource.tags };
  const desired = resource.attributes.desiredCount;
  return [
    {
      ...{ kind, resourceName: name, account, region, tags, baseline },
      env: firstOf(tags, envTags)?.value ?? null,
      owner: firstOf(tags, ownerTags)?.value ?? null,
      running: typeof desired === 'number' ? desired : null,
    },
  ];
}

/** The first tag that is there, whatever its capitals, and that says something. */
function firstOf(tags: Record<string, string>, wanted: readonly string[]): { key: string; value: string } | undefined {
  for (const name of wanted) {
    const key = Object.keys(tags)
      .sort(compareText)
      .find((one) => one.toLowerCase() === name && tags[one] !== '');
    if (key !== undefined) return { key, value: String(tags[key]) };
  }
  return undefined;
}

/** Groups in the order of their first members. */
function groupBy<T>(items: readonly T[], keyOfItem: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOfItem(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}
