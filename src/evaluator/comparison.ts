import { Engine } from 'json-rules-engine';
import type { Operator } from '../model/rule.ts';
import type { Json } from '../model/snapshot.ts';

/** Compares two known values with one of json-rules-engine's operators. */
export type Compare = (operator: Operator, observed: Json, expected: Json) => Promise<boolean>;

const remembered = 200_000;

/**
 * Comparison by json-rules-engine, which never receives an unknown value.
 * One engine an operator, used one run at a time: overlapping runs on one engine skip rules (its status is shared).
 * Equal questions recur over thousands of resources, so answers are remembered.
 */
export function createCompare(): Compare {
  const engines = new Map<Operator, Engine>();
  const answers = new Map<string, boolean>();
  let last: Promise<unknown> = Promise.resolve();

  const ask = async (operator: Operator, observed: Json, expected: Json): Promise<boolean> => {
    let engine = engines.get(operator);
    if (!engine) {
      engine = new Engine([
        {
          conditions: { all: [{ fact: 'observed', operator, value: { fact: 'expected' } }] },
          event: { type: 'judged' },
        },
      ]);
      engines.set(operator, engine);
    }
    const run = await engine.run({ observed, expected });
    return run.results.length > 0;
  };

  return async (operator, observed, expected) => {
    const question = `${operator}\u0000${JSON.stringify(observed)}\u0000${JSON.stringify(expected)}`;
    const answer = answers.get(question);
    if (answer !== undefined) return answer;
    const turn = last.then(() => ask(operator, observed, expected));
    last = turn.catch(() => undefined);
    const fresh = await turn;
    if (answers.size >= remembered) answers.clear();
    answers.set(question, fresh);
    return fresh;
  };
}

const numeric: readonly Operator[] = ['lessThan', 'lessThanInclusive', 'greaterThan', 'greaterThanInclusive'];

/** True for operators that compare numbers; the engine would coerce strings, so nothing else reaches it. */
export function isNumeric(operator: Operator): boolean {
  return numeric.includes(operator);
}
