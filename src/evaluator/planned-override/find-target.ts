import { nearestName } from '../../model/nearest-name.ts';
import { compareText, type Resource } from '../../model/snapshot.ts';
import { UsageError } from '../../model/usage-error.ts';
import { eventDimension } from '../facts/baseline.ts';
import { capacityName } from '../facts/event-levers.ts';
import { identityOf, scaledResource } from '../facts/joins.ts';
import type { World } from '../world.ts';
import { raisableKinds } from './values.ts';

/** Candidates that a message lists. */
const shown = 12;

/** Kinds that people may mean and that have nothing to raise: a message of their own beats "no such target". */
const explained = ['bedrock-provisioned-throughput'];

/**
 * The resource that somebody means: by key, id or name; by name of what it scales; or half-typed, where that leaves one.
 * @param regions narrows to these; all of the snapshot where empty
 */
export function findTarget(world: World, wanted: string, regions: readonly string[]): Resource {
  const all = [...raisableKinds, ...explained]
    .flatMap((kind) => world.all(kind))
    .filter(({ key, region }) => key !== null && (regions.length === 0 || regions.includes(region)));
  const text = wanted.trim().toLowerCase();
  const ranked = all.map((resource) => ({ resource, rank: rankOf(world, resource, text) }));
  const best = Math.min(...ranked.flatMap(({ rank }) => rank ?? []), Number.POSITIVE_INFINITY);
  const found = ranked.filter(({ rank }) => rank === best).map(({ resource }) => resource);
  const [only, ...others] = found;
  if (only && others.length === 0 && text !== '') return only;
  if (only && text !== '')
    throw new UsageError(`--target ${wanted}: ${found.length} match; say which, in quotes:\n${listed(found)}`);
  const gaps = raisableKinds.flatMap((kind) => world.snapshot.scopes.flatMap((place) => world.gaps(kind, place)));
  const unseen = gaps.some(({ reason }) => reason !== 'not-recorded')
    ? ', as far as it could be read (not every listing is complete)'
    : '';
  if (all.length === 0)
    throw new UsageError(`--target ${wanted}: the snapshot holds nothing that can be raised${unseen}`);
  const near = nearestName(text, all.flatMap(namesOf));
  const hint = near === null ? `; there are:\n${listed(all)}` : `; did you mean "${near}"?`;
  throw new UsageError(`--target ${wanted}: no such target in the snapshot${unseen}${hint}`);
}

const namesOf = ({ name, key }: Resource) => [name, key ?? name, name.split(/[/:]/).at(-1) ?? name];

/** 0: key or id; 1: name; 2: name, key or id of what it scales, or the last part of any; 3: a part of the key or id; null: none. */
function rankOf(world: World, resource: Resource, text: string): number | null {
  const owner = resource.kind === 'scalable-target' ? scaledResource(identityOf(resource)) : null;
  const scaled = owner ? world.find(owner.kind, resource, owner.key) : undefined;
  const own = [resource.key ?? '', resource.id].map(lower);
  const related = [owner?.key, owner?.name, scaled?.id].flatMap((name) => (name ? [lower(name)] : []));
  if (own.includes(text) || lower(calledBy(resource)) === text) return 0;
  if (lower(resource.name) === text) return 1;
  const last = [lower(resource.name), ...related].map((name) => name.split(/[/:]/).at(-1));
  if (related.includes(text) || last.includes(text)) return 2;
  return [...own, lower(resource.name), ...related].some((name) => name.includes(text)) ? 3 : null;
}

/** What headroom events and findings call it: `table/sessions (read)`. */
function calledBy(resource: Resource): string {
  const dimension = resource.kind === 'scalable-target' ? eventDimension(identityOf(resource)) : null;
  return capacityName({ name: resource.name, dimension });
}

const lower = (text: string) => text.toLowerCase();

function listed(resources: readonly Resource[]): string {
  const lines = resources
    .map(({ kind, key, account, region }) => `  ${key}  (${kind}, ${account}, ${region})`)
    .sort(compareText);
  const rest = lines.length - shown;
  return [...lines.slice(0, shown), ...(rest > 0 ? [`  … and ${rest} more`] : [])].join('\n');
}
