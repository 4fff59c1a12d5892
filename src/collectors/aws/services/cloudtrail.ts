import type { Event } from '@aws-sdk/client-cloudtrail';
import { capacityChange } from '../../../resources/capacity-change.ts';
import type { Collector, Context } from '../collector.ts';
import { type Draft, describeChange } from '../describe/capacity-change.ts';
import { changeKinds } from '../describe/trail-changes.ts';

const api = 'cloudtrail:LookupEvents';

/** What the event history keeps. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-cloudtrail-events.html */
const windowDays = 90;
/** Pages of 50 events, newest first, that are read of one event name: ten seconds at two calls a second. */
const pagesPerName = 20;

/**
 * Who changed capacity in the last 90 days. One lookup takes exactly one attribute, so that there is one query for each event name.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
 */
export const cloudtrail: Collector = {
  name: 'cloudtrail',
  scope: 'regional',
  reads: [{ api, kinds: ['capacity-change'], parts: Object.keys(changeKinds) }],
  async collect(context) {
    await Promise.all(Object.keys(changeKinds).map((eventName) => collectChanges(context, eventName)));
  },
};

async function collectChanges(context: Context, eventName: string): Promise<void> {
  const changes: Draft[] = [];
  let oldest: string | null = null;
  let byAutoscaler = 0;
  for await (const page of lookUp(context, eventName)) {
    for (const event of page) {
      const at = event.EventTime?.toISOString();
      if (at !== undefined && (oldest === null || at < oldest)) oldest = at;
      const described = describeChange(eventName, event);
      if ('change' in described) changes.push(described.change);
      else if ('malformed' in described) noteMalformed(context, eventName, event, described.malformed);
      else if (described.skipped === 'autoscaler') byAutoscaler += 1;
    }
  }
  const newestOnly = changeKinds[eventName]?.newestOnly ?? false;
  for (const change of newestOnly ? newestOf(changes) : changes) {
    context.add(capacityChange, { api, part: eventName, item: change.id }, () => change);
  }
  const since = context.failureOf(api, eventName) === null ? windowStart(context.takenAt) : oldest;
  if (since !== null) context.since(api, since, eventName);
  if (byAutoscaler > 0) {
    context.remark(api, `${byAutoscaler} of the autoscaler's own changes are left out`, eventName);
  }
}

async function* lookUp(context: Context, eventName: string): AsyncGenerator<readonly Event[]> {
  const { LookupEventsCommand } = await import('@aws-sdk/client-cloudtrail');
  const end = new Date(context.takenAt);
  yield* context.pages(
    api,
    (token) =>
      new LookupEventsCommand({
        LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: eventName }],
        StartTime: new Date(windowStart(context.takenAt)),
        EndTime: end,
        MaxResults: 50,
        NextToken: token,
      }),
    { part: eventName, next: (page) => page.NextToken, items: (page) => page.Events, maxPages: pagesPerName },
  );
}

function noteMalformed(context: Context, part: string, event: Event, why: string): void {
  const missed = [`event ${event.EventId ?? 'without an id'}`];
  context.note(api, { reason: 'malformed', detail: `an event makes no sense: ${why}`, missed, part });
}

/** The first of each resource: events come newest first. */
function newestOf(changes: readonly Draft[]): Draft[] {
  const byKey = new Map<string | undefined, Draft>();
  for (const change of changes) {
    if (!byKey.has(change.attributes.changedKey)) byKey.set(change.attributes.changedKey, change);
  }
  return [...byKey.values()];
}

function windowStart(takenAt: string): string {
  return new Date(Date.parse(takenAt) - windowDays * 86_400_000).toISOString();
}
