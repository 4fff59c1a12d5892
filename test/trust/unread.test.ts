import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { judgeExample } from '../../src/evaluator/examples.ts';
import { type Example, type ExampleResource, type Rule, subjectKinds } from '../../src/model/rule.ts';
import { kindByName } from '../../src/resources/index.ts';
import { allRules } from '../support/sandbox-audit.ts';

/** Groups of rules about ECS, its scaling and events: what a resource does not tell must leave open what it decides. */
const groups = ['ecs', 'autoscaling', 'events'];
const ids = groups.flatMap((group) => readdirSync(join('rules', group))).map((file) => file.replace(/\.yaml$/, ''));
const outcomes = ['pass', 'fail', 'not-applicable'] as const;

/** Members without which a resource has no name of its own, or what is derived from it has none. */
function names(kindName: string, member: string): boolean {
  if (kindName === 'dynamodb-table' && member === 'indexes') return true;
  const kind = kindByName.get(kindName);
  const attributes = { ...kind?.example.attributes } as Record<string, never>;
  const before = `${kind?.key(attributes)} ${kind?.name(attributes)}`;
  delete attributes[member];
  try {
    return before !== `${kind?.key(attributes)} ${kind?.name(attributes)}`;
  } catch {
    return true;
  }
}

/** The example without one member of one of its resources: not read, since that was denied. */
function without(example: Example, index: number, member: string): Example {
  const copy = structuredClone(example);
  const holder = (index < 0 ? copy : copy.related?.[index]) as Example | ExampleResource;
  holder.unread = { ...holder.unread, [member]: 'denied' };
  if (member === 'tags') holder.tags = null;
  delete holder.attributes?.[member];
  delete holder.observed?.[member];
  return copy;
}

/** Verdicts of a rule that a member decides though it was not read; a verdict may only become unknown. */
async function lies(rule: Rule): Promise<string[]> {
  const found: string[] = [];
  for (const outcome of outcomes) {
    for (const example of rule.examples[outcome]) {
      const kinds = [subjectKinds(rule)[0] ?? '', ...(example.related ?? []).map(({ kind }) => kind)];
      for (const [position, kindName] of kinds.entries()) {
        const kind = kindByName.get(kindName);
        if (!kind || kindName === 'metric-series') continue;
        const members = [...Object.keys(kind.attributes.shape), ...Object.keys(kind.observed.shape), 'tags'];
        for (const member of members.filter((one) => !names(kindName, one))) {
          const { verdict, message } = await judgeExample(rule, without(example, position - 1, member));
          const holds = verdict.outcome === outcome || verdict.outcome === 'unknown';
          if (!holds) found.push(`${example.name}: ${outcome} became ${verdict.outcome} without ${member}`);
          if (/undefined|NaN/.test(message)) found.push(`${example.name}: "${message}"`);
        }
      }
    }
  }
  return found;
}

describe('a member that was not read leaves open what it decides', () => {
  it.each(allRules.filter(({ id }) => ids.includes(id)).map((rule) => [rule.id, rule] as const))(
    '%s',
    async (_, rule) => expect(await lies(rule)).toEqual([]),
    60_000,
  );
});
