import type { z } from 'zod';
import type { Kind } from '../resources/kind.ts';
import { resourceOf } from './facts/joins.ts';
import type { FactDefinition, FactType } from './subject.ts';
import { memberOf } from './world.ts';

/** Facts that a resource kind has by itself: each attribute and each observation, under its own name. */
export function memberFacts(kind: Kind): Record<string, FactDefinition> {
  return Object.fromEntries(
    [...Object.entries(kind.attributes.shape), ...Object.entries(kind.observed.shape)].map(([name, schema]) => [
      name,
      memberFact(name, schema as z.ZodType),
    ]),
  );
}

function memberFact(name: string, schema: z.ZodType): FactDefinition {
  const { type, nullable } = typeOf(schema);
  return {
    type,
    nullable,
    description: schema.description ?? '',
    compute: (subject) => memberOf(resourceOf(subject), name),
  };
}

const typeNames: Record<string, FactType> = {
  number: 'number',
  int: 'number',
  string: 'string',
  boolean: 'boolean',
  array: 'list',
  enum: 'string',
  literal: 'string',
};

function typeOf(schema: z.ZodType): { type: FactType; nullable: boolean } {
  const definition = schema.def as { type: string; innerType?: z.ZodType };
  if (definition.type === 'nullable' && definition.innerType) {
    return { ...typeOf(definition.innerType), nullable: true };
  }
  return { type: typeNames[definition.type] ?? 'object', nullable: false };
}
