import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { Json } from '../model/snapshot.ts';

/** Where the tags of a kind come from; docs/resources.md prints it. */
export type TagSource =
  | 'inline' // the describe call returns them: {} is proven
  | 'tagging-api' // tag:GetResources, joined by ARN: {} only when that listing is complete
  | 'list-call' // the service's own list-tags call: {} is proven
  | 'not-read' // taggable, but no rule asks: always null
  | 'none'; // cannot be tagged: null, and known to have no tag

/** How resources of a kind are compared with those of an approved snapshot. */
export interface Comparison {
  /** Attributes that tell how AWS is getting on, or that AWS hands out anew: never drift. */
  states?: readonly string[];
  /** Attributes that follow from others: drift only where none of those changed. */
  follows?: Readonly<Record<string, readonly string[]>>;
  /** Member that tells the items of a list apart, by the path of the list: each is compared with its namesake. Other lists are sets. */
  namedBy?: Readonly<Record<string, string>>;
  /** Whether one that is new or gone is a change of its own, rather than one of what uses it; always when left out. */
  standsAlone?(attributes: Readonly<Record<string, Json>>): boolean;
}

/** One kind of resource: schema, units, defaults, natural key and an example that rule examples build on. */
export interface Kind<A extends z.ZodObject = z.ZodObject, O extends z.ZodObject = z.ZodObject> {
  kind: string;
  title: string;
  /** Effective configuration; null means AWS says absent. Each member is described with its unit. */
  attributes: A;
  /** Volatile values, which never count as drift. */
  observed: O;
  tags: TagSource;
  /** True for what an account has once, whatever the region. */
  global: boolean;
  /** How drift is found; left out: every attribute counts. Null for logs, measurements and what AWS alone decides: never drift. */
  comparison?: Comparison | null;
  /** Tells what happened, or what was measured: no part of an approved snapshot. */
  log?: true;
  /** How the natural key is built, for the documentation. */
  keyFormat: string;
  /** Natural key, which survives re-creation. */
  key(attributes: z.infer<A>): string;
  /** Short name for people. */
  name(attributes: z.infer<A>): string;
  /** A plausible resource; rule examples are merged over it. */
  example: { attributes: z.infer<A>; observed: z.infer<O>; defaulted: string[]; id: string };
}

/** Declares a kind and lets the compiler infer its attributes. */
export function defineKind<A extends z.ZodObject, O extends z.ZodObject>(kind: Kind<A, O>): Kind<A, O> {
  return kind;
}

/** SHA-256 that identifies a resource: partition, account, region, kind and key (or the address when the key is not known). */
export function keyHash(
  scope: { partition: string; account: string; region: string },
  kind: string,
  key: string,
): string {
  return createHash('sha256')
    .update([scope.partition, scope.account, scope.region, kind, key].join('\u0000'))
    .digest('hex');
}

/**
 * Fills absent values from documented defaults and says which it filled.
 * @param given what AWS returned; undefined or null members are absent
 * @param defaults the documented effective values of absent members
 */
export function withDefaults<T extends Record<string, Json | undefined>, D extends Record<string, Json>>(
  given: T,
  defaults: D,
): { attributes: T & D; defaulted: string[] } {
  const filled: Record<string, Json | undefined> = { ...given };
  const defaulted: string[] = [];
  for (const [name, value] of Object.entries(defaults)) {
    if (filled[name] === undefined || filled[name] === null) {
      filled[name] = value;
      defaulted.push(name);
    }
  }
  return { attributes: filled as T & D, defaulted: defaulted.sort() };
}

/** The natural key that attributes give, symbolic names in it; null where a member that it is made of is not known. */
export function naturalKey(kind: Kind, attributes: Readonly<Record<string, Json>>): string | null {
  return madeOf(attributes, (members) => kind.key(members));
}

/** A text made of attributes; null where one that it needs is missing. */
export function madeOf(
  attributes: Readonly<Record<string, Json>>,
  make: (members: Record<string, Json>) => string,
): string | null {
  let isWhole = true;
  const watched = new Proxy({ ...attributes } as Record<string, Json>, {
    get(target, member) {
      const value = target[member as string];
      if (value === undefined) isWhole = false;
      return value as Json;
    },
  });
  try {
    const text = make(watched);
    return isWhole ? text : null;
  } catch {
    // A missing member was not of the type that the key needs.
    return null;
  }
}
