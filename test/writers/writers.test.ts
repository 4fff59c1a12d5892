import { describe, expect, it } from 'vitest';
import { writers } from '../../src/evaluator/writers/index.ts';
import { commandOf, type Operation } from '../../src/evaluator/writers/operation.ts';
import type { Json } from '../../src/model/snapshot.ts';
import { readCommand } from '../support/aws-cli/command.ts';
import { cacheCases } from './cache-cases.ts';
import { dynamodbCases } from './dynamodb-cases.ts';
import { leverCases } from './lever-cases.ts';
import { scalingCases } from './scaling-cases.ts';
import { planOf, type WriteCase } from './write-case.ts';

const cases: WriteCase[] = [...scalingCases, ...dynamodbCases, ...cacheCases, ...leverCases];

const named = (operations: Operation[]) =>
  operations.map(({ service, action, input }) => [`${service} ${action}`, input]);

describe.each(cases.map((one) => [`${one.kind}: ${one.what}`, one] as const))('%s', (_, one) => {
  it('has these operations, and no others', () => {
    const plan = planOf(one);
    if (one.expected instanceof RegExp) {
      expect(plan).toHaveProperty('cannot', expect.stringMatching(one.expected));
    } else {
      expect('cannot' in plan ? plan : named(plan.operations)).toEqual(one.expected);
    }
    if (one.caveat) expect('caveats' in plan ? plan.caveats.join(' ') : '').toMatch(one.caveat);
  });

  it('is said by commands that the AWS CLI takes and reads as the same input, whatever the names', async () => {
    const plan = planOf(one);
    for (const operation of 'cannot' in plan ? (plan.then?.operations ?? []) : plan.operations) {
      for (const rename of hostile) {
        const renamed = { ...operation, input: rename(operation.input) as Operation['input'] };
        const read = await readCommand(commandOf(renamed, 'eu-central-1'));
        expect(read.problems).toEqual([]);
        expect(asText(read.input as Json)).toEqual(asText(renamed.input));
      }
    }
  });

  it('names the same members on the way back, where both ways are an update', () => {
    const [there, back] = [planOf(one), planOf(one, true)];
    if (one.from === null || one.to === null || 'cannot' in there || 'cannot' in back) return;
    const members = (operations: Operation[]) => operations.flatMap(({ input }) => Object.keys(input));
    if (!one.oneWay) expect(new Set(members(back.operations))).toEqual(new Set(members(there.operations)));
  });
});

/** Names that somebody may have given to a resource; enumerations and numbers are not theirs to choose. */
const isName = (text: string) =>
  /web|shop|sessions|checkout|bookings|orders|answers|semantic|search|evening/.test(text);
const renamer =
  (rename: (name: string) => string) =>
  (value: Json): Json => {
    if (typeof value === 'string') return isName(value) ? rename(value) : value;
    if (Array.isArray(value)) return value.map(renamer(rename));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([member, item]) => [member, renamer(rename)(item)]));
  };
const hostile = [
  (name: string) => name,
  (name: string) => `${name}'"\`$(id)\\;,=|&<b>`,
  (name: string) => `${name} \n\t\u2028x`,
  (name: string) => `漫画 \u202e${name}`,
  (name: string) => `-${name}`,
  (name: string) => `--query=${name}`,
  (name: string) => `{${name}`,
  (name: string) => `["${name}`,
  (name: string) => `file://${name}`,
].map(renamer);

/** Plain words have text where JSON has numbers. */
function asText(value: Json): Json {
  if (Array.isArray(value)) return value.map(asText);
  if (typeof value !== 'object' || value === null) return typeof value === 'number' ? String(value) : value;
  return Object.fromEntries(Object.entries(value).map(([member, item]) => [member, asText(item)]));
}

describe('the writers', () => {
  it('have a case for each kind that one of them writes', () => {
    expect([...new Set(cases.map((one) => one.kind))].sort()).toEqual(Object.keys(writers).sort());
  });
});
