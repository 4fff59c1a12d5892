import type { Json, Resource } from '../../model/snapshot.ts';
import { derive, type Fact, known } from '../fact.ts';
import type { FactDefinition } from '../subject.ts';
import { memberOf, type World } from '../world.ts';
import { resourceOf } from './joins.ts';
import { deafReference, type TopicReference } from './topics.ts';

interface Notification {
  type: string;
  threshold: number;
  thresholdType: string;
  subscriberCount: number | null;
  topics?: TopicReference[];
}

/** Whether the budget is over or broken; then nobody is told, whatever its notifications say. */
function endedOrBroken(budget: Resource, now: number): Fact {
  return derive([memberOf(budget, 'endTime'), memberOf(budget, 'healthStatus')], (endTime, healthStatus) => {
    if (typeof endTime === 'string' && Date.parse(endTime) <= now) return `it ended ${endTime.slice(0, 10)}`;
    return healthStatus === 'UNHEALTHY' ? 'AWS reports it as unhealthy' : null;
  });
}

/** Whether somebody is told of actual spend: true once one subscriber is found; unknown while some were not read. */
export function tellsActualSpend(budget: Resource, world: World): Fact {
  const broken = endedOrBroken(budget, world.now);
  if (!broken.known) return broken;
  if (broken.value !== null) return known(false);
  const notifications = memberOf(budget, 'notifications');
  if (!notifications.known) return notifications;
  const actual = listOf(notifications.value).filter((one) => one.type === 'ACTUAL');
  return derive([nobodyBecause(budget, actual, world)], (reason) => reason === null);
}

/** Why none of the notifications reaches anybody, in words; null once one does; unknown while some subscribers were not read. */
function nobodyBecause(budget: Resource, notifications: Notification[], world: World): Fact {
  const reasons = notifications.map((one) => deafNotification(budget, one, world));
  if (reasons.some((reason) => reason.known && reason.value === null)) return known(null);
  return derive(reasons, (...texts) => {
    const deaf = [...new Set(texts.filter((text) => text !== noSubscriber))];
    return deaf.length > 0 ? deaf.join(', ') : 'none of its notifications has a subscriber';
  });
}

const noSubscriber = 'no subscriber';

/** A subscriber that is no topic of this account is taken to listen. */
function deafNotification(budget: Resource, { subscriberCount, topics = [] }: Notification, world: World): Fact {
  if (subscriberCount === null) {
    const reason = budget.unread.subscriberCount ?? 'not-recorded';
    return {
      known: false,
      because: [{ fact: 'subscriberCount', reason, api: budget.unreadApi?.subscriberCount ?? null }],
    };
  }
  if (subscriberCount === 0) return known(noSubscriber);
  if (subscriberCount > topics.length) return known(null);
  const reasons = topics.map((topic) => deafReference(world, budget.account, topic));
  if (reasons.some((reason) => reason.known && reason.value === null)) return known(null);
  return derive(reasons, (...texts) => texts.join(', '));
}

function listOf(value: Json): Notification[] {
  return Array.isArray(value) ? (value as unknown as Notification[]) : [];
}

/** Why a budget warns nobody, in words; null when it does. The first reason that holds is told. */
function deadBecause(budget: Resource, world: World, ratio: number): Fact {
  const { now, seenAt } = world;
  const broken = endedOrBroken(budget, now);
  if (!broken.known || broken.value !== null) return broken;
  const notifications = memberOf(budget, 'notifications');
  if (!notifications.known) return notifications;
  const all = listOf(notifications.value);
  if (all.length === 0) return known('it has no notification');
  const nobody = nobodyBecause(budget, all, world);
  if (!nobody.known || nobody.value !== null) return nobody;
  const heard = all.filter((one) => one.subscriberCount !== 0);
  if (budget.attributes.timeUnit === 'DAILY' && heard.every((one) => one.type === 'FORECASTED')) {
    return known('it is daily and tells only of forecasts, which daily budgets do not have');
  }
  const parts = [memberOf(budget, 'limitAmount'), memberOf(budget, 'actualSpend')];
  return derive(parts, (limit, spend) => limitTooHigh(lowestAlert(heard, limit), paceOf(budget, spend, seenAt), ratio));
}

/** Spend at which the budget first tells somebody: a low threshold mends a high limit. Null without a fixed limit. */
function lowestAlert(heard: Notification[], limit: Json): number | null {
  const alerts = heard.flatMap(({ threshold, thresholdType }) => {
    if (thresholdType === 'ABSOLUTE_VALUE') return [threshold];
    return typeof limit === 'number' ? [(limit * threshold) / 100] : [];
  });
  return alerts.length === heard.length && alerts.length > 0 ? Math.min(...alerts) : null;
}

/** Days of a period, for comparing the spend so far with the limit of the whole. */
const periodDays: Record<string, number> = { MONTHLY: 30.4, QUARTERLY: 91.3, ANNUALLY: 365.25 };

/** Spend of the whole period at the present pace; null before half of it is over, and for periods of unknown start. */
function paceOf(budget: Resource, spend: Json, now: number): number | null {
  const { budgetType, timeUnit } = budget.attributes;
  if (budgetType !== 'COST' || typeof spend !== 'number' || spend <= 0) return null;
  const share = elapsedShare(String(timeUnit), now);
  return share === null || share < 0.5 ? null : spend / share;
}

/** A first alert far above the pace of spending comes never. */
function limitTooHigh(alert: number | null, pace: number | null, ratio: number): string | null {
  return alert !== null && pace !== null && alert > ratio * pace
    ? `${firstAlert} at ${Math.round(alert)} is ${(alert / pace).toFixed(1)} times the pace of spending`
    : null;
}

const firstAlert = 'its first alert';

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
    compute: (subject, { world, param }) => deadBecause(resourceOf(subject), world, Number(param('limitRatio'))),
  },
  suggestedAlert: {
    type: 'number',
    nullable: true,
    description:
      'Spend at which to tell somebody: 1.2 times the pace of the period, at most the limit; null for a budget that is over, broken or without a fixed limit.',
    compute: (subject, { world }) => {
      const budget = resourceOf(subject);
      const parts = [
        endedOrBroken(budget, world.now),
        memberOf(budget, 'limitAmount'),
        memberOf(budget, 'actualSpend'),
      ];
      return derive(parts, (broken, limit, spend) => {
        const pace = paceOf(budget, spend, world.seenAt);
        if (broken !== null || typeof limit !== 'number') return null;
        return pace === null ? limit : Math.min(limit, Math.ceil(1.2 * pace));
      });
    },
  },
  onlyLimitTooHigh: {
    type: 'boolean',
    nullable: false,
    description: 'Whether the only thing wrong is a first alert far above the pace of spending.',
    parameters: ['limitRatio'],
    compute(subject, { world, param }) {
      const reason = deadBecause(resourceOf(subject), world, Number(param('limitRatio')));
      return reason.known ? known(typeof reason.value === 'string' && reason.value.startsWith(firstAlert)) : reason;
    },
  },
};
