import type { ServiceEvent } from '@aws-sdk/client-ecs';
import { isoTime } from '../format.ts';

/** ECS keeps this many events of a service. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages.html */
const keptEvents = 100;
const hour = 3_600_000;

/** What the events tell about tasks that do not start. Messages are classified here and left behind. */
export interface StartProblems {
  startFailureAt: string | null;
  placementFailureAt: string | null;
  /** True when the events that are kept do not cover the last hour, and neither trouble nor a steady state is among them. */
  truncated: boolean;
}

/**
 * A steady state ends what came before it: the service has all the tasks that it wants.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html
 */
export function startProblemsOf(events: readonly ServiceEvent[], takenAt: string): StartProblems {
  const told = events.map(({ message, createdAt }) => {
    if (message === undefined || createdAt === undefined) throw new TypeError('an event without its text or time');
    return { message, createdAt };
  });
  const latest = (pattern: RegExp, after = Number.NEGATIVE_INFINITY): Date | undefined =>
    told
      .filter(({ message, createdAt }) => pattern.test(message) && createdAt.getTime() > after)
      .map(({ createdAt }) => createdAt)
      .sort((a, b) => b.getTime() - a.getTime())[0];
  const steady = latest(/has reached a steady state|updated state to STEADY_STATE/);
  const start = latest(/unable to consistently start tasks/, steady?.getTime());
  const placement = latest(/unable to place a task/, steady?.getTime());
  const oldest = Math.min(...told.map(({ createdAt }) => createdAt.getTime()));
  const cut = told.length >= keptEvents && oldest > Date.parse(takenAt) - hour;
  return {
    startFailureAt: isoTime(start),
    placementFailureAt: isoTime(placement),
    truncated: cut && !steady && !start && !placement,
  };
}
