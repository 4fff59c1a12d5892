import type { z } from 'zod';
import { Report } from '../model/report.ts';
import type { Reporter } from './reporter.ts';

/** The whole report with members in the order of the schema, one list item a line, so that two reports can be compared. */
export const reporter: Reporter = {
  format: 'json',
  description: 'The whole report (headroom.report/1), one result a line.',
  *render(report) {
    const members = Object.keys(Report.shape) as (keyof Report)[];
    let separator = '{\n';
    for (const member of members) {
      if (report[member] === undefined) continue;
      yield `${separator}  ${JSON.stringify(member)}: `;
      yield* renderMember(report[member], Report.shape[member]);
      separator = ',\n';
    }
    yield '\n}\n';
  },
};

function* renderMember(value: unknown, schema: z.core.$ZodType): Iterable<string> {
  const ordered = orderLike(value, schema);
  if (!Array.isArray(ordered) || ordered.length === 0) {
    yield JSON.stringify(ordered);
    return;
  }
  yield '[\n';
  for (const [index, item] of ordered.entries()) {
    yield `    ${JSON.stringify(item)}${index < ordered.length - 1 ? ',' : ''}\n`;
  }
  yield '  ]';
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
