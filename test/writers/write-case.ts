import { writers } from '../../src/evaluator/writers/index.ts';
import type { Plan } from '../../src/evaluator/writers/writer.ts';
import type { Json, Resource } from '../../src/model/snapshot.ts';
import { aResource } from '../support/world.ts';

type Patch = Record<string, Json>;

/** A resource of a kind (the kind's example, changed), from one state to another, and what does it. */
export interface WriteCase {
  what: string;
  kind: string;
  /** Changes of the example that both states have. */
  base?: Patch;
  /** Changes of the state before; null: the resource is not there. */
  from?: Patch | null;
  /** Changes of the state wanted; null: the resource is to go. */
  to?: Patch | null;
  unread?: Resource['unread'];
  /** Service and action with the input of each operation; a pattern: why nothing does it. */
  expected: [string, Patch][] | RegExp;
  /** The way back takes other operations, as where only one direction replaces something. */
  oneWay?: boolean;
  /** Something that must be said before. */
  caveat?: RegExp;
}

export function planOf(one: WriteCase, backwards = false): Plan {
  const resource = aResource(one.kind, { attributes: one.base ?? {}, unread: one.unread ?? {} });
  const state = (patch: Patch | null | undefined) => (patch === null ? null : { ...resource.attributes, ...patch });
  const [from, to] = backwards ? [state(one.to), state(one.from)] : [state(one.from), state(one.to)];
  const writer = writers[one.kind];
  if (!writer) throw new Error(`no writer of ${one.kind}`);
  return writer(resource, from, to);
}
