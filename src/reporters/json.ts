import type { z } from 'zod';
import { Report } from '../model/report.ts';
import type { Reporter } from './reporter.ts';

/**
 * The whole report with members in the order of the schema, one item of a list a line, of a list within a member too, so
 * that two reports can be compared.
 */
export const reporter: Reporter = {
  format: 'json',
  description: 'The whole report (headroom.report/1), one result a line.',
  *render(report) {
    yield* renderObject(orderedMembers(report), '');
    yield '\n';
  },
};

/** One after the other, so that no ordered copy of a whole large report is held. */
function* orderedMembers(report: Report): Iterable<[name: string, member: unknown]> {
  for (const name of Object.keys(Report.shape) as (keyof Report)[]) {
    if (report[name] !== undefined) yield [name, orderLike(report[name], Report.shape[name])];
  }
}

function* renderObject(members: Iterable<[name: string, member: unknown]>, indent: string): Iterable<string> {
  let separator = '{\n';
  for (const [name, member] of members) {
    yield `${separator}${indent}  ${JSON.stringify(name)}: `;
    yield* renderMember(member, `${indent}  `);
    separator = ',\n';
  }
  yield `\n${indent}}`;
}

function* renderMember(member: unknown, indent: string): Iterable<string> {
  if (isList(member)) {
    yield '[\n';
    for (const [index, item] of member.entries()) {
      yield `${indent}  ${JSON.stringify(item)}${index < member.length - 1 ? ',' : ''}\n`;
    }
    yield `${indent}]`;
  } else if (typeof member === 'object' && member !== null && Object.values(member).some(isList)) {
    yield* renderObject(Object.entries(member), indent);
  } else {
    yield JSON.stringify(member);
  }
}

function isList(value: unknown): value is unknown[] {
  return Array.isArray(value) && value.length > 0;
}

/** The value with the members of each object in the order of its schema; members of records by code unit. */
function orderLike(value: unknown, schema: z.core.$ZodType): unknown {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (value === null || typeof value !== 'object') return value;
  if (def.type === 'optional' || def.type === 'nullable') return orderLike(value, def.innerType);
  if (def.type === 'array') return (value as unknown[]).map((item) => orderLike(item, def.element));
  const source = value as Record<string, unknown>;
  if (def.type === 'object') {
    const present = Object.keys(def.shape).filter((key) => source[key] !== undefined);
    return Object.fromEntries(present.map((key) => [key, orderLike(source[key], def.shape[key] as z.core.$ZodType)]));
  }
  if (def.type === 'record') {
    return Object.fromEntries(Object.entries(source).sort(([a], [b]) => (a < b ? -1 : 1)));
  }
  return value;
}
