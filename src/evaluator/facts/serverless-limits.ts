import type { Json } from '../../model/snapshot.ts';
import { derive } from '../fact.ts';
import type { FactDefinition } from '../subject.ts';
import { memberOf } from '../world.ts';
import { resourceOf } from './joins.ts';

const members = ['dataStorageMinimumGb', 'dataStorageMaximumGb', 'ecpuMinimumPerSecond', 'ecpuMaximumPerSecond'];

/** Members of a usage limit that are set; a maximum below the minimum is no limit. */
function limits(minimum: Json, maximum: Json, fallback: number): Record<string, Json> {
  const highest = typeof maximum === 'number' ? maximum : Math.max(fallback, Number(minimum ?? 0));
  return typeof minimum === 'number' ? { Minimum: minimum, Maximum: highest } : { Maximum: highest };
}

export const serverlessLimitFacts: Record<string, FactDefinition> = {
  missingLimits: {
    type: 'list',
    nullable: false,
    description: 'Usage limits without a maximum: data storage, ECPU per second.',
    compute: (subject) =>
      derive(
        members.map((name) => memberOf(resourceOf(subject), name)),
        (_, storage, __, ecpu) => [
          ...(storage === null ? ['data storage'] : []),
          ...(ecpu === null ? ['ECPU per second'] : []),
        ],
      ),
  },
  suggestedUsageLimits: {
    type: 'object',
    nullable: false,
    description: 'Usage limits with storageGb and ecpuPerSecond where there is no maximum; what is set stays.',
    parameters: ['storageGb', 'ecpuPerSecond'],
    compute: (subject, { param }) =>
      derive(
        members.map((name) => memberOf(resourceOf(subject), name)),
        (storageMinimum, storageMaximum, ecpuMinimum, ecpuMaximum) => ({
          DataStorage: {
            ...limits(storageMinimum ?? null, storageMaximum ?? null, Number(param('storageGb'))),
            Unit: 'GB',
          },
          ECPUPerSecond: limits(ecpuMinimum ?? null, ecpuMaximum ?? null, Number(param('ecpuPerSecond'))),
        }),
      ),
  },
};
