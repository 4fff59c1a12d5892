import { invocations } from '../../../resources/metrics/bedrock.ts';
import { modelUnitRate } from '../../price.ts';
import { most, stepsOf, zeroWhereSilent } from '../window.ts';
import { type Meter, namedSubject } from './use.ts';

/**
 * Provisioned throughput against its busiest hour of two weeks, since AWS does not publish what a model unit serves. An hour
 * without invocations has no data.
 */
export const bedrockMeter: Meter = {
  kind: 'bedrock-provisioned-throughput',
  uses(throughput, window) {
    const served = zeroWhereSilent(stepsOf(window, throughput, window.ask.modelInvocations(throughput.id)));
    const twoWeeks = stepsOf(window, throughput, invocations(throughput.id));
    const units = throughput.attributes.modelUnits;
    if (!served || !twoWeeks || typeof units !== 'number') return [];
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
        capacity: served.map(() => units),
        percent: served.map((value) => (busiest > 0 ? (100 * value) / busiest : 0)),
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

/** Invocations an hour that a unit serves, where the policy says so for the rule that judges the same. */
function declaredOf(parameters: Record<string, Record<string, unknown>>): number {
  const value = parameters['bedrock-throughput-idle']?.invocationsPerUnit;
  return typeof value === 'number' ? value : 0;
}
