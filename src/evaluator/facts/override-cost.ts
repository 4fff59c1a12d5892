import { type Fact, known } from '../fact.ts';
import { costOf } from '../ledger/cost.ts';
import { deviationsOf } from '../ledger/deviations.ts';
import { cents } from '../price.ts';
import type { Context, FactDefinition, Subject } from '../subject.ts';
import { resourceOf } from './joins.ts';

/** US dollars a day above normal of what is raised, as the ledger counts them; null where a price is not known, or nothing is paid. */
function usdPerDay(subject: Subject, { workload, world }: Context): number | null {
  const { deviations } = deviationsOf(resourceOf(subject), workload, world);
  const raised = deviations.filter(({ now, normal }) => typeof now === 'number' && now > Number(normal));
  const costs = raised
    .map((deviation) => costOf(deviation, workload, { at: null, atLeast: true }, world).usdPerDay)
    .filter((usd) => usd !== 0);
  if (costs.length === 0 || costs.includes(null)) return null;
  return cents(costs.reduce<number>((sum, usd) => sum + (usd ?? 0), 0));
}

const inferred = (value: number | string | boolean | null): Fact => known(value, 'inferred');

/** What can be asked of the price of what a person raised. */
export const overrideCostFacts: Record<string, FactDefinition> = {
  overrideUsdPerDay: {
    type: 'number',
    nullable: true,
    description:
      'US dollars a day above normal that what is raised costs, at the prices of the policy or of the list (docs/prices.md); null where a price is not known, and where nothing that is paid is raised.',
    compute: (subject, context) => inferred(usdPerDay(subject, context)),
  },
  overrideIsCheap: {
    type: 'boolean',
    nullable: false,
    description:
      'Whether what is raised costs less than override.minDailyCost of the policy a day; no where its price is not known.',
    compute(subject, context) {
      const usd = usdPerDay(subject, context);
      return inferred(usd !== null && usd < context.world.policy.override.minDailyCost);
    },
  },
  overridePrice: {
    type: 'string',
    nullable: false,
    description:
      'The same dollars in words, for the end of a story: ", $121 a day above normal"; empty where not known.',
    compute(subject, context) {
      const usd = usdPerDay(subject, context);
      return inferred(usd === null ? '' : `, $${usd >= 10 ? Math.round(usd) : usd} a day above normal`);
    },
  },
};
