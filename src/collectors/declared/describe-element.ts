import type { z } from 'zod';
import type { Json, Resource, UnreadReason } from '../../model/snapshot.ts';
import { isSymbolic } from '../../model/symbolic-name.ts';
import { keyHash, madeOf, naturalKey } from '../../resources/kind.ts';
import { parseAsWritten } from './as-written.ts';
import type { Declaration } from './declaration.ts';
import type { DeclaredElement, DeclaredPlace, Element, Neighbours } from './element.ts';
import { AfterApplyError, MalformedPropertyError, type Properties, propertiesOf, type Reading } from './properties.ts';
import { isSteady } from './steady.ts';
import { type DeclaredObject, isFilled, isObject } from './value.ts';

/** A resource as one side of a change has it. */
export interface Described {
  resource: Resource;
  /** Members that the source says nothing about. */
  unsaid: string[];
}

type Side = (element: DeclaredElement) => Neighbours;

/** The resources of one declaration that an element has on one side of the change. */
export function describeElement(
  declaration: Declaration,
  element: Element,
  bag: DeclaredObject,
  place: DeclaredPlace,
  neighbours: Side,
): Described[] {
  const whole = { ...element, properties: propertiesOf(bag) };
  const beside = neighbours(whole);
  const declares = known(() => declaration.when?.(whole.properties, whole, beside)) ?? true;
  if (!declares) return [];
  return partsOf(declaration, whole, beside).map((part) =>
    describePart(declaration, whole, element, part ?? bag, place, beside),
  );
}

/** The parts that stand for a resource each; null for the whole. Where how many there are is not known, one of which nothing is known. */
function partsOf(declaration: Declaration, whole: DeclaredElement, beside: Neighbours): (Properties | null)[] {
  const { each } = declaration;
  if (!each) return [null];
  return known(() => each(whole.properties, whole, beside)) ?? [propertiesOf({})];
}

/** A value of another shape than AWS documents makes a reading stumble, as the functions that map AWS's answers do. */
const isMalformed = (error: unknown) => error instanceof MalformedPropertyError || error instanceof TypeError;

/** What a reading gives; undefined where its value is known only after apply, or is none. */
function known<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof AfterApplyError || isMalformed(error)) return undefined;
    throw error;
  }
}

function describePart(
  declaration: Declaration,
  whole: DeclaredElement,
  element: Element,
  source: Properties | DeclaredObject,
  place: DeclaredPlace,
  neighbours: Neighbours,
): Described {
  const { kind } = declaration;
  const scope = {
    partition: place.partition,
    account: element.account ?? place.account,
    region: kind.global ? 'global' : (element.region ?? place.region),
  };
  const attributes: Record<string, Json> = {};
  const unread: Record<string, UnreadReason> = {};
  const defaulted: string[] = [];
  const unsaid: string[] = [];
  for (const [name, schema] of Object.entries(kind.attributes.shape)) {
    const reading: Reading = { set: 0, filled: 0 };
    const properties = isProperties(source) ? source : propertiesOf(source, reading);
    const found = compute(schema as z.ZodType, () =>
      declaration.attributes[name]?.(properties, whole, neighbours, scope),
    );
    if ('unread' in found) {
      unread[name] = found.unread;
      if (found.isUnsaid) unsaid.push(name);
    } else if (found.value !== undefined) {
      attributes[name] = found.value;
      if (found.isSteady) unsaid.push(name);
      if (found.isDefault || (reading.filled > 0 && reading.set === 0)) defaulted.push(name);
    } else if (declaration.defaults?.[name] !== undefined) {
      attributes[name] = declaration.defaults[name] as Json;
      defaulted.push(name);
    } else {
      unread[name] = 'after-apply';
      unsaid.push(name);
    }
  }
  for (const name of Object.keys(kind.observed.shape)) {
    unread[name] = 'after-apply';
    unsaid.push(name);
  }
  const tags = tagsOf(declaration, isProperties(source) ? source : propertiesOf(source));
  if (tags === undefined) unread.tags = 'after-apply';
  // One element may declare several resources: then its address stands for none of them alone.
  const own = naturalKey(kind, attributes);
  const address = declaration.each ? `${element.address}/${own}` : element.address;
  const { key, name } = identity(declaration, attributes, address);
  return {
    unsaid: unsaid.sort(),
    resource: {
      keyHash: keyHash(scope, kind.kind, key ?? address),
      kind: kind.kind,
      account: scope.account,
      region: scope.region,
      key,
      id: declaration.each ? address : (element.id ?? address),
      name,
      tags: tags ?? null,
      attributes,
      defaulted: defaulted.sort(),
      unread,
      observed: {},
      ...(element.location && { location: element.location }),
    },
  };
}

const isProperties = (source: Properties | DeclaredObject): source is Properties =>
  typeof (source as Properties).references === 'function';

function compute(
  schema: z.ZodType,
  read: () => unknown,
): { value: Json | undefined; isDefault?: boolean; isSteady?: boolean } | { unread: UnreadReason; isUnsaid: boolean } {
  try {
    const given = read();
    if (given === undefined) return { value: given };
    const isDefault = isFilled(given);
    const checked = parseAsWritten(schema, isDefault || isSteady(given) ? given.value : given);
    return checked.success
      ? { value: checked.data as Json, isDefault, isSteady: isSteady(given) }
      : { unread: 'malformed', isUnsaid: false };
  } catch (error) {
    if (error instanceof AfterApplyError) return { unread: 'after-apply', isUnsaid: error.isLeftToAws };
    if (isMalformed(error)) return { unread: 'malformed', isUnsaid: false };
    throw error;
  }
}

/** The natural key is known once everything in it is; till then the address stands for the resource. */
function identity({ kind }: Declaration, attributes: Record<string, Json>, address: string) {
  const settled = (text: string | null) => (text !== null && !isSymbolic(text) ? text : null);
  return {
    key: settled(naturalKey(kind, attributes)),
    name: settled(madeOf(attributes, (members) => kind.name(members))) ?? address,
  };
}

/** {}: none are set. Null: such tags are not declared. Undefined: known only after apply. */
function tagsOf({ tags }: Declaration, properties: Properties): Record<string, string> | null | undefined {
  if (tags === undefined) return null;
  const ifGiven = typeof tags !== 'string';
  try {
    const value = properties.json(ifGiven ? tags.ifGiven : tags);
    if (value === undefined) return ifGiven ? null : {};
    if (Array.isArray(value)) {
      return Object.fromEntries(value.map((tag) => [String(Object(tag).Key), String(Object(tag).Value ?? '')]));
    }
    return isObject(value)
      ? Object.fromEntries(Object.entries(value).map(([key, text]) => [key, String(text)]))
      : undefined;
  } catch (error) {
    if (error instanceof AfterApplyError || isMalformed(error)) return undefined;
    throw error;
  }
}
