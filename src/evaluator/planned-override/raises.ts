import { nameHint } from '../../model/nearest-name.ts';
import type { Workload } from '../../model/policy.ts';
import type { Resource } from '../../model/snapshot.ts';
import { UsageError } from '../../model/usage-error.ts';
import { findTarget as targetAt, targetKey } from '../facts/joins.ts';
import type { World } from '../world.ts';
import type { Attributes } from '../writers/writer.ts';
import { type Value, valueNamed, valuesOf } from './values.ts';

/** One value that is raised. */
export interface Raise {
  value: Value;
  size: number;
  /** What it goes back to; null: nothing was set, or there is no way back. */
  back: number | null;
  /** Why that, in words. */
  because: string;
}

/** The values to raise, with what they go back to: the baseline of the policy, else what stands now. */
export function raisesOf(
  world: World,
  resource: Resource,
  workload: Workload | null,
  sizes: ReadonlyMap<string, number>,
  event: string | null,
): Raise[] {
  refuseKind(resource);
  if (sizes.size === 0) {
    const names = valuesOf(resource).map(({ name }) => name);
    const why = event === null ? '--set is missing' : `event ${event} asks nothing of ${resource.key} that is clear`;
    throw new UsageError(`${why}: name what to raise, as --set VALUE=NUMBER with one of ${names.join(', ')}`);
  }
  const raises = [...sizes].map(([name, size]) => raiseOf(world, resource, workload, name, size));
  for (const state of ['raised', 'brought back'] as const) refuseContradictions(resource, raises, state);
  if (raises.every(({ size, value }) => size === value.now) && raises.every(({ size, back }) => size === back)) {
    throw new UsageError(`${described(raises)} of ${resource.key} stands already, and is what it would go back to`);
  }
  return raises;
}

function refuseKind({ kind, key, attributes }: Resource): void {
  if (kind !== 'bedrock-provisioned-throughput') return;
  const until = attributes.commitmentExpirationTime;
  const back = typeof until === 'string' ? `committed until ${until}` : 'not committed';
  throw new UsageError(
    `--target ${key}: model units cannot be changed after the purchase, so nothing brings them back; this one is ${back}. Buy a second throughput without a commitment for the event, and delete it after`,
  );
}

function raiseOf(world: World, resource: Resource, workload: Workload | null, name: string, size: number): Raise {
  const value = valueNamed(resource, name);
  if (!value) {
    const names = valuesOf(resource).map((one) => one.name);
    throw new UsageError(`--set ${name}: ${resource.kind} ${resource.key} has no such value${nameHint(name, names)}`);
  }
  refuseValue(world, resource, value, size);
  if (value.irreversible) {
    return { value, size, back: null, because: 'it cannot be lowered: nothing brings it back' };
  }
  const normal = value.normal(workload);
  const reviewed = workload?.baseline?.reviewed === false ? ', which nobody reviewed' : '';
  const raise =
    normal === null
      ? { value, size, back: value.now, because: 'what stands now: the policy declares no baseline' }
      : { value, size, back: normal, because: `baseline of workload ${workload?.name}${reviewed}` };
  if (raise.back !== null && raise.back > size) {
    throw new UsageError(
      `--set ${name}=${size}: it would go back to ${raise.back} (${raise.because}), which is more than that`,
    );
  }
  return raise;
}

function refuseValue(world: World, resource: Resource, value: Value, size: number): void {
  const said = `--set ${value.name}=${size}`;
  const step = value.step ?? 1;
  if (!Number.isFinite(size) || size < 0 || !Number.isInteger(size / step)) {
    throw new UsageError(`${said}: expected ${step === 1 ? 'a whole number' : `a multiple of ${step}`}, 0 or more`);
  }
  const taken = value.fit?.(size) ?? size;
  if (taken !== size) throw new UsageError(`${said}: AWS does not take that; the next size is ${taken}`);
  if (value.attribute in resource.unread && value.now === null) {
    throw new UsageError(
      `${said}: what stands now could not be read (${resource.unread[value.attribute]}), so nobody can say what to go back to`,
    );
  }
  if (value.now !== null && size < value.now) {
    throw new UsageError(`${said}: ${value.now} stands now, so that would lower it; a raise goes up`);
  }
  const target = value.target ? targetAt(world, resource, value.target) : undefined;
  if (target) {
    throw new UsageError(
      `${said}: Application Auto Scaling owns it; raise the minimum of its target instead: --target '${targetKey(value.target as NonNullable<Value['target']>)}' --set minCapacity=${size}`,
    );
  }
  if (value.target?.serviceNamespace === 'dynamodb' && resource.attributes.billingMode === 'PAY_PER_REQUEST') {
    throw new UsageError(
      `${said}: the table is on demand and has no units; raise what it serves at once: --set warmRead=…`,
    );
  }
}

/** A minimum above its maximum: AWS refuses it, and a plan must not wait for that. */
function refuseContradictions(resource: Resource, raises: readonly Raise[], state: 'raised' | 'brought back'): void {
  const sizes = new Map(
    raises.map(({ value, size, back }) => [value.name, state === 'raised' || value.irreversible ? size : back]),
  );
  const sizeOf = (name: string) => (sizes.has(name) ? sizes.get(name) : valueNamed(resource, name)?.now) ?? null;
  for (const value of valuesOf(resource)) {
    const [least, most] = [sizeOf(value.name), value.atMost === undefined ? null : sizeOf(value.atMost)];
    if (least === null || most === null || least <= most) continue;
    const hint =
      state === 'raised' && !sizes.has(value.atMost ?? '') ? `; add --set ${value.atMost}=${least} or more` : '';
    throw new UsageError(`${state}, ${value.name} ${least} would be above ${value.atMost} ${most}${hint}`);
  }
}

const described = (raises: readonly Raise[]) => raises.map(({ value, size }) => `${value.name} ${size}`).join(', ');

/** The attributes of a resource as they stand, raised, and brought back. */
export function statesOf(
  { attributes }: Resource,
  raises: readonly Raise[],
): Record<'now' | 'raised' | 'back', Attributes> {
  const raised = raises.reduce<Attributes>((all, { value, size }) => value.write(all, size), attributes);
  const back = raises
    .filter(({ value }) => !value.irreversible)
    .reduce<Attributes>((all, one) => one.value.write(all, one.back), raised);
  return { now: attributes, raised, back };
}
