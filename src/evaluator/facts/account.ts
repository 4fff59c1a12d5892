import type { Resource } from '../../model/snapshot.ts';
import { type Fact, known } from '../fact.ts';
import type { FactDefinition, Subject, SubjectKind } from '../subject.ts';
import type { World } from '../world.ts';
import { tellsActualSpend } from './budget.ts';

function accountsOf(world: World): Subject[] {
  const accounts = [...new Set(world.snapshot.scopes.map((scope) => scope.account))].sort();
  return accounts.map((account) => ({
    kind: 'account',
    key: account,
    id: account,
    name: account,
    account,
    region: 'global',
    resource: null,
  }));
}

/** Budgets that would notice a day of too much spending over the whole account. */
function dailyBudgets(world: World, subject: Subject, highest: number | null): Resource[] {
  return world.at('budget', subject).filter((budget) => {
    const { budgetType, timeUnit, filtered, limitAmount } = budget.attributes;
    const tight = highest === null || (typeof limitAmount === 'number' && limitAmount <= highest);
    return budgetType === 'COST' && timeUnit === 'DAILY' && filtered === false && tight;
  });
}

/** True once a daily budget that tells somebody is found; false only when all budgets and subscribers were read. */
function dailyBudgetTells(world: World, subject: Subject, highest: number | null): Fact {
  const told = dailyBudgets(world, subject, highest).map(tellsActualSpend);
  const found = told.find((fact) => fact.known && fact.value === true);
  if (found) return found;
  const because = [...world.gaps('budget', subject), ...told.flatMap((fact) => (fact.known ? [] : fact.because))];
  return because.length > 0 ? { known: false, because } : known(false);
}

const facts: Record<string, FactDefinition> = {
  dailyBudgetTells: {
    type: 'boolean',
    nullable: false,
    description:
      'Whether a daily cost budget over the whole account tells somebody of actual spend; maxDailyLimit bounds its limit.',
    parameters: ['maxDailyLimit'],
    compute(subject, { world, param }) {
      const highest = param('maxDailyLimit');
      return dailyBudgetTells(world, subject, typeof highest === 'number' ? highest : null);
    },
  },
  budgetSummary: {
    type: 'string',
    nullable: false,
    description: 'Cost budgets of the account by period, in words.',
    compute(subject, { world }) {
      const gaps = world.gaps('budget', subject);
      if (gaps.length > 0) return { known: false, because: gaps };
      const cost = world.at('budget', subject).filter((budget) => budget.attributes.budgetType === 'COST');
      const units = cost.map((budget) => String(budget.attributes.timeUnit).toLowerCase());
      const counts = [...new Set(units)].sort().map((unit) => `${units.filter((one) => one === unit).length} ${unit}`);
      return known(counts.length === 0 ? 'no cost budget' : `cost budgets: ${counts.join(', ')}`);
    },
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
