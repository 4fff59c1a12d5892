import { z } from 'zod';
import type { Json, Resource, UnreadReason } from '../../model/snapshot.ts';
import { type Kind, keyHash } from '../../resources/kind.ts';
import type { Draft } from './collector.ts';
import type { Place } from './context.ts';

/** What a draft holds beside its members. */
const Surroundings = z.object({
  id: z.string().optional(),
  tags: z.record(z.string(), z.string()).nullish(),
});

type Described = { resource: Resource } | { problem: string };
type Members = Record<string, Json>;

/** Turns a draft into a resource that satisfies its kind's schema, or says in one line why it cannot. */
export function describeResource(kind: Kind, place: Place, describe: () => Draft<z.ZodObject, z.ZodObject>): Described {
  let draft: Draft<z.ZodObject, z.ZodObject>;
  try {
    draft = describe();
  } catch (error) {
    return { problem: `not of the expected shape (${error instanceof Error ? error.message : String(error)})` };
  }
  const left = [...Object.keys(draft.unread ?? {}), ...(draft.unrecorded ?? [])];
  const attributes = parse(kind.attributes, draft.attributes, left);
  if (!attributes.ok) return { problem: attributes.problem };
  const observed = parse(kind.observed, draft.observed, left);
  if (!observed.ok) return { problem: observed.problem };
  const surroundings = Surroundings.safeParse({ id: draft.id, tags: draft.tags });
  if (!surroundings.success) return { problem: problemOf(surroundings.error) };
  return { resource: assemble(kind, place, draft, attributes.value, observed.value) };
}

function assemble(
  kind: Kind,
  place: Place,
  draft: Draft<z.ZodObject, z.ZodObject>,
  attributes: Members,
  observed: Members,
): Resource {
  const key = kind.key(attributes);
  const scope = { partition: place.partition, account: place.account, region: place.scope };
  const unread = Object.entries(draft.unread ?? {});
  return {
    keyHash: keyHash(scope, kind.kind, key),
    kind: kind.kind,
    account: place.account,
    region: place.scope,
    key,
    id: draft.id ?? key,
    name: kind.name(attributes),
    tags: draft.unread?.tags ? null : (draft.tags ?? null),
    attributes,
    defaulted: (draft.defaulted ?? []).filter((member) => member in attributes).sort(),
    unread: Object.fromEntries(unread.map(([member, { reason }]): [string, UnreadReason] => [member, reason])),
    ...(unread.length > 0 && {
      unreadApi: Object.fromEntries(unread.map(([member, { api }]): [string, string] => [member, api])),
    }),
    observed,
  };
}

type Parsed = { ok: true; value: Members } | { ok: false; problem: string };

/** Checks members against their schema; those that are left out are not looked at. */
function parse(schema: z.ZodObject, members: Record<string, unknown>, left: readonly string[]): Parsed {
  const out = left.filter((member) => member in schema.shape);
  const given = Object.fromEntries(Object.entries(members).filter(([member]) => !left.includes(member)));
  const checked = (out.length > 0 ? without(schema, out) : schema).safeParse(given);
  if (checked.success) return { ok: true, value: checked.data as Members };
  return { ok: false, problem: problemOf(checked.error) };
}

function problemOf({ issues: [issue] }: z.ZodError): string {
  return `${issue?.path.join('.') ?? '?'}: ${issue?.message ?? 'invalid'}`;
}

const reduced = new WeakMap<z.ZodObject, Map<string, z.ZodObject>>();

/** The schema without some members; remembered, because thousands of resources may lack the same. */
function without(schema: z.ZodObject, members: readonly string[]): z.ZodObject {
  const known = reduced.get(schema) ?? new Map<string, z.ZodObject>();
  reduced.set(schema, known);
  const name = members.toSorted().join();
  const mask = Object.fromEntries(members.map((member) => [member, true])) as Record<string, true>;
  const found = known.get(name) ?? (schema.omit(mask as Parameters<typeof schema.omit>[0]) as z.ZodObject);
  known.set(name, found);
  return found;
}
