import { type LookupAttribute, LookupEvents$, type LookupEventsRequest } from '@aws-sdk/client-cloudtrail';
import { type Item, text } from '../derive/item.ts';
import { completeEvent } from '../derive/trail-events.ts';
import { takePage } from '../paging.ts';
import { readTime } from '../protocol/conform.ts';
import { awsJson } from '../protocol/json.ts';
import { type Context, failed, jsonCodes, operation, type Service } from '../service.ts';

type Entry = { item: Item; at: number };

/** Events of one account and region, newest first. */
export type CloudTrailState = { events: Entry[] };

const ninetyDays = 90 * 86_400_000;

/** AWS CloudTrail: the event history of management events. */
export const cloudtrail: Service<CloudTrailState> = {
  prefix: 'cloudtrail',
  signingName: 'cloudtrail',
  protocol: awsJson({ version: '1.1', target: 'CloudTrail_20131101' }),
  errors: jsonCodes({ badToken: 'InvalidNextTokenException', internal: 'InternalFailure' }),
  index: ({ region }, { now }) => {
    const oldest = now === null ? Number.NEGATIVE_INFINITY : Date.parse(now) - ninetyDays;
    const events = (region.cloudtrail?.events ?? [])
      .map((item) => ({ item, at: readTime(item.EventTime)?.getTime() ?? 0 }))
      .filter(({ at }) => at >= oldest)
      .sort((a, b) => b.at - a.at);
    return { events };
  },
  operations: {
    LookupEvents: operation({
      schema: LookupEvents$,
      token: { input: 'NextToken', output: 'NextToken' },
      handle: lookupEvents,
    }),
  },
};

/** Newest first, 50 a page, narrowed by at most one attribute. */
function lookupEvents(input: LookupEventsRequest, context: Context<CloudTrailState>) {
  const { NextToken, MaxResults, LookupAttributes: attributes = [], StartTime, EndTime } = input;
  if (attributes.length > 1) {
    throw failed('InvalidLookupAttributesException', 'Only one lookup attribute can be specified.');
  }
  if (StartTime && EndTime && StartTime > EndTime) {
    throw failed('InvalidTimeRangeException', 'The start time is after the end time.');
  }
  const [from, to] = [readTime(StartTime)?.getTime() ?? 0, readTime(EndTime)?.getTime() ?? Number.POSITIVE_INFINITY];
  const [attribute] = attributes;
  const kept = context.state.events.filter(
    ({ item, at }) => at >= from && at <= to && (!attribute || matches(item, attribute)),
  );
  const scope = `LookupEvents ${JSON.stringify([attributes, StartTime, EndTime])}`;
  const page = takePage(kept, { token: NextToken, size: MaxResults, limits: { default: 50, max: 50 }, scope });
  return { Events: page.items.map(({ item }) => completeEvent(item, context)), NextToken: page.token };
}

function matches(item: Item, { AttributeKey, AttributeValue }: LookupAttribute): boolean {
  if (AttributeKey === 'EventName') return text(item, 'EventName') === AttributeValue;
  throw failed('NotImplemented', `The sandbox does not play lookups by ${AttributeKey}.`, 501);
}
