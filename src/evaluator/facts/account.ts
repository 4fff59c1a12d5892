import type { Json, Resource } from '../../model/snapshot.ts';
import { unknownAccount } from '../../model/snapshot.ts';
import { derive, type Fact, known } from '../fact.ts';
import type { FactDefinition, Subject, SubjectKind } from '../subject.ts';
import { memberOf, type World } from '../world.ts';
import { tellsActualSpend } from './budget.ts';
import { anomalyFacts } from './cost-anomaly.ts';
import { scalingEventFacts } from './scaling-events.ts';

function accountsOf(world: World): Subject[] {
  const accounts = [...new Set(world.snapshot.scopes.map((scope) => scope.account))].sort();
  return accounts
    .filter((account) => account !== unknownAccount)
    .map((account) => ({
      kind: 'account',
      key: account,
      id: account,
      name: account,
      account,
      region: 'global',
      resource: null,
    }));
}

/** Why a cost budget, or one of a type that is not known yet, does not notice a day of too much spending over the whole account; null when it does. */
function whyNotDaily(budget: Resource, world: World, highest: number | null): Fact {
  const { timeUnit, filtered, limitAmount } = budget.attributes;
  const kind = derive([memberOf(budget, 'budgetType'), memberOf(budget, 'timeUnit')], (type) => type);
  if (!kind.known) return kind;
  if (timeUnit !== 'DAILY') return known('not daily');
  if (filtered === true) return known('of a part of the account');
  if (filtered !== false) return memberOf(budget, 'filtered');
  if (highest !== null && limitAmount === undefined) return memberOf(budget, 'limitAmount');
  const tight = highest === null || (typeof limitAmount === 'number' && limitAmount <= highest);
  if (!tight) return known(`limit above ${highest}`);
  return derive([tellsActualSpend(budget, world)], (tells) => (tells === true ? null : 'tells nobody of actual spend'));
}

const costBudgets = (world: World, subject: Subject) =>
  world.at('budget', subject).filter(({ attributes }) => (attributes.budgetType ?? 'COST') === 'COST');

/** True once a daily budget that tells somebody is found; false only when all budgets and subscribers were read. */
function dailyBudgetTells(world: World, subject: Subject, highest: number | null): Fact {
  const reasons = costBudgets(world, subject).map((budget) => whyNotDaily(budget, world, highest));
  if (reasons.some((reason) => reason.known && reason.value === null)) return known(true);
  const because = [...world.gaps('budget', subject), ...reasons.flatMap((one) => (one.known ? [] : one.because))];
  return because.length > 0 ? { known: false, because } : known(false);
}

/** Budgets by period, those that are daily with the reason why they do not count: "1 daily (limit above 3000), 2 monthly". */
function budgetSummary(world: World, subject: Subject, highest: number | null): Fact {
  const gaps = world.gaps('budget', subject);
  if (gaps.length > 0) return { known: false, because: gaps };
  const phrases = costBudgets(world, subject).map((budget) => {
    const unit = String(budget.attributes.timeUnit).toLowerCase();
    const reason = whyNotDaily(budget, world, highest);
    return unit === 'daily' && reason.known && reason.value !== null ? `${unit} (${reason.value})` : unit;
  });
  if (phrases.length === 0) return known('there is no cost budget');
  const counts = [...new Set(phrases)].sort().map((one) => `${phrases.filter((other) => other === one).length} ${one}`);
  return known(`the cost budgets are ${counts.join(', ')}`);
}

/** The parameter as a bound; 0 stands for none. */
function boundOf(value: Json): number | null {
  return typeof value === 'number' && value > 0 ? value : null;
}

const facts: Record<string, FactDefinition> = {
  ...anomalyFacts,
  ...scalingEventFacts,
  dailyBudgetTells: {
    type: 'boolean',
    nullable: false,
    description:
      'Whether a daily cost budget over the whole account tells somebody of actual spend; maxDailyLimit bounds its limit (0: any).',
    parameters: ['maxDailyLimit'],
    compute: (subject, { world, param }) => dailyBudgetTells(world, subject, boundOf(param('maxDailyLimit'))),
  },
  budgetSummary: {
    type: 'string',
    nullable: false,
    description: 'Cost budgets of the account by period, in words, with the reason why daily ones do not count.',
    parameters: ['maxDailyLimit'],
    compute: (subject, { world, param }) => budgetSummary(world, subject, boundOf(param('maxDailyLimit'))),
  },
  baselineAgeDays: {
    type: 'number',
    nullable: true,
    description:
      'Days since the approved snapshot was taken; null where none was given, or it does not hold the account.',
    compute(subject, { world }) {
      const { baseline } = world;
      const holds = baseline?.snapshot.scopes.some(({ account: one }) => one === subject.account);
      return known(holds && baseline ? Math.floor((world.seenAt - baseline.now) / 86_400_000) : null);
    },
  },
  suggestedDailyLimit: {
    type: 'string',
    nullable: false,
    description:
      'Limit for a daily budget: maxDailyLimit where it is set, else proposedLimit; text, as AWS takes amounts.',
    parameters: ['maxDailyLimit', 'proposedLimit'],
    compute: (_, { param }) => known(String(boundOf(param('maxDailyLimit')) ?? param('proposedLimit'))),
  },
};

/** The account itself, for what it has once. */
export const account: SubjectKind = {
  kind: 'account',
  title: 'AWS account',
  restsOn: [],
  global: true,
  subjects: accountsOf,
  candidates: (subject) => [
    { kind: 'account', name: subject.name, account: subject.account, region: subject.region, tags: known({}) },
  ],
  facts,
};
