import type { Json, Resource } from '../../model/snapshot.ts';
import { type Fact, known } from '../fact.ts';
import type { FactDefinition } from '../subject.ts';
import { memberOf } from '../world.ts';
import { resourceOf } from './joins.ts';

interface Notification {
  type: string;
  subscriberCount: number | null;
}

/** Whether somebody is told of actual spend: true once one subscriber is found; unknown while some were not read. */
export function tellsActualSpend(budget: Resource): Fact {
  const notifications = memberOf(budget, 'notifications');
  if (!notifications.known) return notifications;
  return somebodyIsTold(
    budget,
    listOf(notifications.value).filter((one) => one.type === 'ACTUAL'),
  );
}

function somebodyIsTold(budget: Resource, notifications: Notification[]): Fact {
  if (notifications.some((one) => (one.subscriberCount ?? 0) > 0)) return known(true);
  if (notifications.every((one) => one.subscriberCount === 0)) return known(false);
  const reason = budget.unread.subscriberCount ?? 'not-recorded';
  return {
    known: false,
    because: [{ fact: 'subscriberCount', reason, api: budget.unreadApi?.subscriberCount ?? null }],
  };
}

function listOf(value: Json): Notification[] {
  return Array.isArray(value) ? (value as unknown as Notification[]) : [];
}

/** Why a budget warns nobody, in words; null when it does. The first reason that holds is told. */
function deadBecause(budget: Resource, now: number, ratio: number): Fact {
  const { endTime, healthStatus, timeUnit } = budget.attributes;
  if (typeof endTime === 'string' && Date.parse(endTime) <= now) return known(`it ended ${endTime.slice(0, 10)}`);
  if (healthStatus === 'UNHEALTHY') return known('AWS reports it as unhealthy');
  const notifications = memberOf(budget, 'notifications');
  if (!notifications.known) return notifications;
  const all = listOf(notifications.value);
  if (all.length === 0) return known('it has no notification');
  const told = somebodyIsTold(budget, all);
  if (!told.known) return told;
  if (told.value === false) return known('none of its notifications has a subscriber');
  if (timeUnit === 'DAILY' && all.every((one) => one.type === 'FORECASTED')) {
    return known('it is daily and notifies only of forecasts, which daily budgets do not have');
  }
  return known(limitTooHigh(budget, now, ratio));
}

/** Days of a period, for comparing the spend so far with the limit of the whole. */
const periodDays: Record<string, number> = { MONTHLY: 30.4, QUARTERLY: 91.3, ANNUALLY: 365.25 };

/** A limit far above the pace of spending warns of nothing. Judged only once half of the period is over. */
function limitTooHigh(budget: Resource, now: number, ratio: number): string | null {
  const { budgetType, timeUnit, limitAmount } = budget.attributes;
  const spend = budget.observed.actualSpend;
  if (budgetType !== 'COST' || typeof limitAmount !== 'number' || typeof spend !== 'number' || spend <= 0) return null;
  const share = elapsedShare(String(timeUnit), now);
  if (share === null || share < 0.5) return null;
  const pace = spend / share;
  return limitAmount > ratio * pace
    ? `its limit of ${limitAmount} is ${(limitAmount / pace).toFixed(1)} times the pace of spending`
    : null;
}

/** Share of the running calendar period that is over; null for periods whose start is not known. Daily spend lags too far. */
function elapsedShare(timeUnit: string, now: number): number | null {
  const days = periodDays[timeUnit];
  if (days === undefined) return null;
  const date = new Date(now);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth();
  const first = timeUnit === 'MONTHLY' ? month : timeUnit === 'QUARTERLY' ? month - (month % 3) : 0;
  return (now - Date.UTC(year, first, 1)) / (days * 86_400_000);
}

/** What can be asked of a budget beside its own attributes. */
export const budgetFacts: Record<string, FactDefinition> = {
  deadBecause: {
    type: 'string',
    nullable: true,
    description: 'Why the budget warns nobody, in words; null when it does.',
    parameters: ['limitRatio'],
    compute: (subject, { world, param }) => deadBecause(resourceOf(subject), world.now, Number(param('limitRatio'))),
  },
  onlyLimitTooHigh: {
    type: 'boolean',
    nullable: false,
    description: 'Whether the only thing wrong is a limit far above the pace of spending.',
    parameters: ['limitRatio'],
    compute(subject, { world, param }) {
      const reason = deadBecause(resourceOf(subject), world.now, Number(param('limitRatio')));
      return reason.known ? known(typeof reason.value === 'string' && reason.value.startsWith('its limit')) : reason;
    },
  },
};
