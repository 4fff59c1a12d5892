import fc from 'fast-check';
import { expect, test } from 'vitest';
import { comparisonOf } from '../../src/evaluator/drift/drift.ts';
import { planRevert } from '../../src/evaluator/revert/plan.ts';
import { buildWorld } from '../../src/evaluator/world.ts';
import type { RevertStep } from '../../src/model/revert.ts';
import { aPolicy, aResource, aSnapshot, testNow } from '../support/world.ts';

interface Bounds {
  min: number;
  max: number;
}
interface State extends Bounds {
  count: number;
}

const bounds = fc
  .tuple(fc.nat(500), fc.nat(500))
  .map(([a, b]): Bounds => ({ min: Math.min(a, b), max: Math.max(a, b) }));
/** Load that is near the maximum holds the way back up; that is told elsewhere. */
const state = bounds.chain(({ min, max }) =>
  fc.integer({ min, max: Math.max(min, Math.floor(max * 0.85)) }).map((count): State => ({ min, max, count })),
);

function stepsOf(now: State, normal: Bounds, scalesIn: boolean): RevertStep[] {
  const target = ({ min, max }: Bounds) =>
    aResource('scalable-target', { attributes: { minCapacity: min, maxCapacity: max } });
  const rest = [
    aResource('ecs-service', { attributes: { desiredCount: now.count }, observed: { runningCount: now.count } }),
    ...(scalesIn ? [aResource('scaling-policy')] : []),
  ];
  const world = buildWorld(aSnapshot([target(now), ...rest]), aPolicy(), Date.parse(testNow), {
    baseline: aSnapshot([target(normal), ...rest]),
  });
  const drift = comparisonOf(world)?.report ?? null;
  return planRevert({ world, ledger: null, drift, tool: 'test' }).accounts.flatMap(({ steps }) => steps);
}

/** What AWS does with a command, where load never lets scale-in happen: capacity moves only into its bounds. */
function run(words: string[], { min, max, count }: State): State {
  const option = (name: string, old: number) => (words.includes(name) ? Number(words[words.indexOf(name) + 1]) : old);
  const next = { min: option('--min-capacity', min), max: option('--max-capacity', max) };
  if (next.min > next.max) throw new Error(`AWS refuses ${words.join(' ')}`);
  return { ...next, count: Math.min(Math.max(option('--desired-count', count), next.min), next.max) };
}

test('every way ends at the bounds that are wanted, never takes more than a quarter at once, and is undone backwards', () => {
  fc.assert(
    fc.property(state, bounds, fc.boolean(), (now, normal, scalesIn) => {
      const steps = stepsOf(now, normal, scalesIn);
      expect(steps.filter(({ blocked }) => blocked !== null)).toEqual([]);
      let here = now;
      for (const step of steps) {
        for (const words of step.commands) {
          const next = run(words, here);
          expect(next.count).toBeGreaterThanOrEqual(Math.floor(here.count * 0.75));
          here = next;
        }
      }
      expect(here).toMatchObject(normal);
      // Where nothing scales in, the count is brought down to the minimum.
      if (!scalesIn && normal.min < now.min) expect(here.count).toBe(normal.min);
      for (const step of steps.toReversed()) for (const words of step.undo) here = run(words, here);
      expect(here).toMatchObject({ min: now.min, max: now.max });
    }),
    { numRuns: 300, seed: 5 },
  );
});

test('every step names only steps before it, and the same state leads nowhere', () => {
  fc.assert(
    fc.property(state, bounds, fc.boolean(), (now, normal, scalesIn) => {
      for (const { number, after } of stepsOf(now, normal, scalesIn)) {
        expect(after.filter((one) => one >= number)).toEqual([]);
      }
      expect(stepsOf(now, now, scalesIn)).toEqual([]);
    }),
    { numRuns: 100, seed: 6 },
  );
});
