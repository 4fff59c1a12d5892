import { derive, known } from '../fact.ts';
import type { FactDefinition } from '../subject.ts';
import { memberOf } from '../world.ts';
import { resourceOf } from './joins.ts';

/** Words of a name in lower case, as people join them: emergency-scale-down, emergencyScaleDown, EMERGENCY_4711. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/);
}

export const policyNameFacts: Record<string, FactDefinition> = {
  temporaryWord: {
    type: 'string',
    nullable: true,
    description:
      'Word in the name of the policy that says that it is not meant to stay; null without one, and where the resource itself is named so.',
    parameters: ['words'],
    compute(subject, { param }) {
      const wanted = param('words');
      if (!Array.isArray(wanted)) return known(null);
      const resource = resourceOf(subject);
      return derive([memberOf(resource, 'policyName'), memberOf(resource, 'resourceId')], (policy, scaled) => {
        const owner = wordsOf(String(scaled));
        const words = wordsOf(String(policy)).filter((word) => !owner.includes(word));
        return words.find((word) => wanted.includes(word)) ?? null;
      });
    },
  },
};
