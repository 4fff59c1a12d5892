import type { Resource } from '../../../model/snapshot.ts';
import { invocations } from '../../../resources/metrics/bedrock.ts';
import { modelUnitRate } from '../../price.ts';
import { type Hours, most, stepsOf, type Window, zeroWhereSilent } from '../window.ts';
import { type Meter, namedSubject } from './use.ts';

/**
 * Provisioned throughput against its busiest hour of two weeks, since AWS does not publish what a model unit serves. An hour
 * without invocations has no data.
 */
export const bedrockMeter: Meter = {
  kind: 'bedrock-provisioned-throughput',
  uses(throughput, window) {
    const told = stepsOf(window, throughput, window.ask.modelInvocations(throughput.id));
    const twoWeeks = stepsOf(window, throughput, invocations(throughput.id));
    const units = throughput.attributes.modelUnits;
    if (!told || !twoWeeks || typeof units !== 'number') return [];
    const served = sinceCreation(zeroWhereSilent(told) ?? [], throughput, window);
    const declared = declaredOf(window.world.policy.parameters) * units;
    const busiest = Math.max(most(served) ?? 0, most(twoWeeks) ?? 0, declared);
    return [
      {
        subject: namedSubject(throughput, window.world),
        service: 'Bedrock',
        part: null,
        measure:
          declared > 0 && busiest === declared
            ? 'invocations, of what the policy says it serves'
            : 'invocations, of its busiest hour in two weeks',
        unit: 'model units as bought now',
        capacity: served.map((value) => (value === null ? null : units)),
        percent: served.map((value) => (value === null ? null : busiest > 0 ? (100 * value) / busiest : 0)),
        beside: null,
        now: units,
        maximum: null,
        rate: modelUnitRate(window.world, throughput),
        threshold: 'modelPercent',
        smallest: 0,
        advice: 'Model units cannot be changed: delete what is not committed, and buy fewer.',
      },
    ];
  },
};

/** Nothing is idle before it is there. */
function sinceCreation(hours: readonly number[], { observed }: Resource, { start }: Window): Hours {
  const created = typeof observed.createdAt === 'string' ? Date.parse(observed.createdAt) : Number.NEGATIVE_INFINITY;
  return hours.map((value, hour) => (start + (hour + 1) * 3_600_000 <= created ? null : value));
}

/** Invocations an hour that a unit serves, where the policy says so for the rule that judges the same. */
function declaredOf(parameters: Record<string, Record<string, unknown>>): number {
  const value = parameters['bedrock-throughput-idle']?.invocationsPerUnit;
  return typeof value === 'number' ? value : 0;
}
