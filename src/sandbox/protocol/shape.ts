import { NormalizedSchema } from '@smithy/core/schema';

type SchemaRef = Parameters<typeof NormalizedSchema.of>[0];

/** An operation schema as the SDK clients export it, for example `DescribeServices$`. */
export type OperationSchema = readonly [9, string, string, unknown, SchemaRef, SchemaRef];

/** Method and path template of an operation of a REST service, as its schema says; null for one that has none. */
export function httpOf(operation: OperationSchema): { method: string; path: string } | null {
  const { http } = (operation[3] ?? {}) as { http?: readonly [string, string, number] };
  return http ? { method: http[0], path: http[1] } : null;
}

/** Where a REST service expects an input member that is not in the body: a label of the path, the query string, or a header. */
export type Binding = { readonly in: 'path' | 'query' | 'header'; readonly name: string };

/** A member of a structure, or the item of a list or map, with the name it has in XML and in a request of EC2. */
export type Member = {
  readonly shape: Shape;
  readonly xmlName: string;
  readonly ec2Name: string;
  readonly binding: Binding | null;
};

/** A type of AWS's service model, reduced to what a walk over data needs. Members are resolved on demand: some shapes recur. */
export type Shape =
  | { readonly kind: 'structure'; readonly name: string; readonly members: () => ReadonlyMap<string, Member> }
  | { readonly kind: 'list'; readonly flat: boolean; readonly item: () => Member }
  | { readonly kind: 'map'; readonly flat: boolean; readonly keyName: string; readonly item: () => Member }
  | { readonly kind: 'timestamp'; readonly format: TimestampFormat | null }
  | { readonly kind: 'string' | 'boolean' | 'number' | 'blob' | 'document' };

/** How a timestamp is written when the model says so; null in a shape means the protocol's own way. */
export type TimestampFormat = 'date-time' | 'http-date' | 'epoch-seconds';

const timestampFormats: Record<number, TimestampFormat> = { 5: 'date-time', 6: 'http-date', 7: 'epoch-seconds' };
const structures = new WeakMap<object, Shape>();

/** The shapes of an operation's input and output. */
export function shapesOf(operation: OperationSchema): { input: Shape; output: Shape } {
  return {
    input: describeShape(NormalizedSchema.of(operation[4])),
    output: describeShape(NormalizedSchema.of(operation[5])),
  };
}

function describeShape(schema: NormalizedSchema): Shape {
  if (schema.isUnitSchema()) return { kind: 'structure', name: 'Unit', members: () => new Map() };
  if (schema.isStructSchema()) return describeStructure(schema);
  if (schema.isListSchema()) {
    return { kind: 'list', flat: isFlat(schema), item: once(() => memberOf(schema.getValueSchema(), 'member')) };
  }
  if (schema.isMapSchema()) {
    const keyName = xmlName(schema.getKeySchema().getMergedTraits()) ?? 'key';
    return { kind: 'map', flat: isFlat(schema), keyName, item: once(() => memberOf(schema.getValueSchema(), 'value')) };
  }
  if (schema.isTimestampSchema()) {
    return { kind: 'timestamp', format: timestampFormats[schema.getSchema() as number] ?? null };
  }
  if (schema.isStringSchema()) return { kind: 'string' };
  if (schema.isBooleanSchema()) return { kind: 'boolean' };
  if (schema.isNumericSchema() || schema.isBigIntegerSchema() || schema.isBigDecimalSchema()) return { kind: 'number' };
  return { kind: schema.isBlobSchema() ? 'blob' : 'document' };
}

function describeStructure(schema: NormalizedSchema): Shape {
  const key = schema.getSchema() as unknown as object;
  const known = structures.get(key);
  if (known) return known;
  const members = once(() => {
    const found = new Map<string, Member>();
    for (const [name, member] of schema.structIterator()) {
      const traits = member.getMemberTraits();
      found.set(name, { ...named(member, traits, name), binding: bindingOf(name, traits) });
    }
    return found;
  });
  const shape: Shape = { kind: 'structure', name: schema.getName() ?? 'structure', members };
  structures.set(key, shape);
  return shape;
}

function memberOf(schema: NormalizedSchema, fallback: string): Member {
  return { ...named(schema, schema.getMergedTraits(), fallback), binding: null };
}

function bindingOf(member: string, traits: ReturnType<NormalizedSchema['getMemberTraits']>): Binding | null {
  if (traits.httpLabel) return { in: 'path', name: member };
  if (traits.httpQuery) return { in: 'query', name: traits.httpQuery };
  return traits.httpHeader ? { in: 'header', name: traits.httpHeader.toLowerCase() } : null;
}

type Traits = { xmlName?: unknown; ec2QueryName?: unknown };

/** EC2 writes names of a request with a capital, unless the model names them otherwise. */
function named(schema: NormalizedSchema, traits: Traits, fallback: string): Omit<Member, 'binding'> {
  const xml = xmlName(traits) ?? fallback;
  const { ec2QueryName } = traits;
  const ec2Name = typeof ec2QueryName === 'string' ? ec2QueryName : xml.charAt(0).toUpperCase() + xml.slice(1);
  return { shape: describeShape(schema), xmlName: xml, ec2Name };
}

const isFlat = (schema: NormalizedSchema): boolean => Boolean(schema.getMergedTraits().xmlFlattened);
const xmlName = (traits: Traits): string | undefined =>
  typeof traits.xmlName === 'string' ? traits.xmlName : undefined;

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
