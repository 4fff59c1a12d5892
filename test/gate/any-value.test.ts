// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates hold such texts.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTemplate } from '../../src/collectors/cloudformation/read-template.ts';
import { changeSetOf } from '../../src/collectors/declared/change-set.ts';
import { readTerraformPlan } from '../../src/collectors/terraform/read-plan.ts';
import { sameVerdictCases } from './cases/index.ts';
import { writtenPlan } from './written-plan.ts';
import { writtenTemplate } from './written-template.ts';

const place = { partition: 'aws', account: '111122223333', region: 'eu-central-1' };

/** Every path within a document. */
function pathsOf(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([name, inner]) => pathsOf(inner, [...path, name]))];
}

function replaced(document: unknown, path: readonly string[], value: unknown): unknown {
  const copy = structuredClone(document);
  const last = path.at(-1);
  if (last === undefined) return value;
  const parent = path
    .slice(0, -1)
    .reduce<Record<string, unknown>>(
      (inner, step) => inner[step] as Record<string, unknown>,
      copy as Record<string, unknown>,
    );
  parent[last] = value;
  return copy;
}

const odd = fc.oneof(
  fc.constantFrom(
    { 'Fn::ImportValue': 'x' },
    { Ref: 'Nothing' },
    { 'Fn::If': ['Unknown', 1, 2] },
    { 'Fn::Sub': 'a-${Nothing}' },
  ),
  fc.constantFrom(null, '', 0, -1, true, [], {}, [null], [[]], 'text', 1e21),
  fc.jsonValue({ maxDepth: 2 }),
);

describe.each(sameVerdictCases)('$kind: $fault', (one) => {
  const plan = JSON.parse(writtenPlan(one.plan)) as { resource_changes: unknown };
  const template = one.template && (JSON.parse(writtenTemplate(one.template)) as { Resources: unknown });

  it('is read or refused whatever stands anywhere in it', () => {
    const sources: [path: string[], read: (path: string[], value: unknown) => void][] = [
      ...pathsOf(plan.resource_changes, ['resource_changes']).map((path): (typeof sources)[number] => [
        path,
        (at, value) => {
          const read = readTerraformPlan(replaced(plan, at, value));
          if ('elements' in read) changeSetOf('terraform-plan', read.elements, place);
        },
      ]),
      ...(template ? pathsOf(template.Resources, ['Resources']) : []).map((path): (typeof sources)[number] => [
        path,
        (at, value) => {
          const read = readTemplate(replaced(template, at, value), { ...place, parameters: {} }, 'x', () => 1);
          if ('elements' in read) changeSetOf('cloudformation', read.elements, place);
        },
      ]),
    ];
    fc.assert(
      fc.property(fc.constantFrom(...sources), odd, ([path, read], value) => {
        expect(() => read(path, value)).not.toThrow();
      }),
      { numRuns: 400 },
    );
  });
});
