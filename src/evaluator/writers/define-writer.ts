import { canonical } from '../../model/canonical.ts';
import type { Json, Resource } from '../../model/snapshot.ts';
import type { Attributes, Plan, Steps, Writer } from './writer.ts';

/** A change of one resource, as the levers of its kind see it. */
export interface Change {
  resource: Resource;
  from: Attributes;
  /** All that shall hold: what nobody wants to change stays as in `from`. */
  to: Attributes;
  changed(name: string): boolean;
  /** Attributes of these that nothing tells, so that an operation that replaces everything would lose them. */
  untold(names: readonly string[]): string[];
}

/** Attributes that are written together, by the operations that `write` gives. */
export interface Lever {
  attributes: readonly string[];
  write(change: Change): Plan;
}

interface Definition {
  /** In the order in which they are to be pulled. */
  levers: readonly Lever[];
  /** Attributes that AWS derives from others or keeps itself: nothing writes them, and nobody misses it. */
  follows?: readonly string[];
  /** Why the other attributes cannot be written, as a sentence. */
  fixed: string;
  create?: (resource: Resource, to: Attributes) => Plan;
  /** Why nothing creates one, as a sentence; where `create` is absent. */
  notCreated?: string;
  remove?: (resource: Resource, from: Attributes) => Plan;
  notRemoved?: string;
}

/** A writer of the levers of its kind: those are pulled whose attributes differ, and the plan says what none of them moves. */
export function defineWriter(definition: Definition): Writer {
  return (resource, from, to) => {
    if (to === null) {
      return definition.remove?.(resource, from ?? {}) ?? { cannot: definition.notRemoved ?? definition.fixed };
    }
    if (from === null)
      return definition.create?.(resource, to) ?? { cannot: definition.notCreated ?? definition.fixed };
    const change = changeOf(resource, from, to);
    const names = Object.keys(to).filter(change.changed);
    const pulled = definition.levers.filter((lever) => lever.attributes.some(change.changed));
    const covered = new Set([...pulled.flatMap((lever) => lever.attributes), ...(definition.follows ?? [])]);
    const left = names.filter((name) => !covered.has(name)).sort();
    if (pulled.length === 0 && left.length === 0 && names.length > 0) {
      return {
        cannot: `Nothing writes ${names.sort().join(', ')}: that follows from the rest, or AWS keeps it itself.`,
      };
    }
    return join([
      ...pulled.map((lever) => lever.write(change)),
      ...(left.length > 0 ? [{ cannot: `${definition.fixed} (${left.join(', ')})` }] : []),
    ]);
  };
}

function changeOf(resource: Resource, from: Attributes, to: Attributes): Change {
  // A null that was not read says nothing: it is never written as "absent".
  const tells = (values: Attributes, name: string) =>
    values[name] !== undefined && !(values[name] === null && name in resource.unread);
  const wanted = Object.keys(to).filter((name) => tells(to, name));
  const whole: Attributes = { ...from, ...Object.fromEntries(wanted.map((name) => [name, to[name] as Json])) };
  return {
    resource,
    from,
    to: whole,
    changed: (name) => tells(to, name) && !same(from[name], to[name]),
    untold: (names) => names.filter((name) => !tells(whole, name)),
  };
}

/** Whether two values are the same, whatever the order of their members. */
export function same(one: Json | undefined, other: Json | undefined): boolean {
  return JSON.stringify(canonical(one ?? null)) === JSON.stringify(canonical(other ?? null));
}

/** Several plans as one: what cannot be done is a caveat of what can. */
export function join(plans: readonly Plan[]): Plan {
  const steps = plans.filter((plan): plan is Steps => !('cannot' in plan));
  const operations = steps.flatMap((plan) => plan.operations);
  const blocked = plans.flatMap((plan) => ('cannot' in plan ? [plan] : []));
  const [only, ...others] = blocked;
  if (operations.length === 0 && only) {
    return others.length === 0 ? only : { cannot: blocked.map((plan) => plan.cannot).join(' ') };
  }
  const caveats = [...steps.flatMap((plan) => plan.caveats), ...blocked.map((plan) => plan.cannot)];
  return { operations, caveats: [...new Set(caveats)] };
}

/** Members that are there: what is absent is left out of an input, not sent as null. */
export function present(members: Record<string, Json | undefined>): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(members).filter((entry): entry is [string, Json] => entry[1] !== null && entry[1] !== undefined),
  );
}

/** The one operation of a lever, with what to know before. */
export function one(service: string, action: string, input: Record<string, Json>, ...caveats: string[]): Steps {
  return { operations: [{ service, action, input }], caveats };
}
