import type { Rule, Target } from '@aws-sdk/client-eventbridge';
import { compareText } from '../../../model/snapshot.ts';
import type { eventbridgeRule } from '../../../resources/eventbridge-rule.ts';
import { type DraftOf, type UnreadMembers, unreadOf } from '../collector.ts';
import type { Listing } from '../listing.ts';
import { capacityEventsOf } from './event-pattern.ts';

const api = 'events:ListRules';

/** Whether a rule can hear of capacity or runs on a schedule; one whose pattern is not understood may. */
export function mattersForCapacity({ EventPattern: pattern, ScheduleExpression: schedule }: Rule): boolean {
  if (schedule) return true;
  return pattern !== undefined && capacityEventsOf(pattern)?.length !== 0;
}

export function describeRule(rule: Rule, targets: Listing<Target>): DraftOf<typeof eventbridgeRule> {
  const { EventPattern: pattern, ScheduleExpression: schedule } = rule;
  const events = pattern === undefined ? [] : capacityEventsOf(pattern);
  const unread: UnreadMembers = events === null ? { capacityEvents: { reason: 'malformed', api } } : {};
  return {
    id: rule.Arn,
    attributes: {
      ruleName: rule.Name,
      state: rule.State,
      capacityEvents: events ?? undefined,
      schedule: schedule || null,
      targetServices: targets.items.map(serviceOf).sort(compareText),
    },
    observed: {},
    unread: { ...unread, ...(targets.unread && unreadOf(targets.unread, ['targetServices'])) },
  };
}

/** The third part of an ARN. A target without one makes no sense, which the schema tells. */
function serviceOf({ Arn }: Target): string {
  return Arn?.split(':')[2] as string;
}
