import type { Event } from '@aws-sdk/client-cloudtrail';
import type { capacityChange } from '../../../resources/capacity-change.ts';
import type { DraftOf } from '../collector.ts';
import { isoTime } from '../format.ts';
import { type ChangeKind, changeKinds } from './trail-changes.ts';
import { describePrincipal, isAutoscaler, isInfrastructureCode } from './trail-principal.ts';

export type Draft = DraftOf<typeof capacityChange>;

/** What became of one event: a change, something that is none, the autoscaler's own work, or nothing that can be understood. */
export type Described = { change: Draft } | { skipped: 'no change' | 'autoscaler' } | { malformed: string };

type Record = Readonly<{ [name: string]: unknown }>;

const isRecord = (value: unknown): value is Record =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reduces an event to the capacity that it set, when, and by whom. */
export function describeChange(eventName: string, event: Event): Described {
  const kind = changeKinds[eventName] as ChangeKind;
  const record = parse(event.CloudTrailEvent);
  if (!record) return { malformed: 'its record is not JSON' };
  if (isNoChange(record, event, kind)) return { skipped: 'no change' };
  if (!isRecord(record.userIdentity)) return { malformed: 'its record does not tell who called' };
  if (!isRecord(record.requestParameters)) return { malformed: 'its record does not tell what was asked for' };
  const principal = describePrincipal(record.userIdentity);
  if (isAutoscaler(principal)) return { skipped: 'autoscaler' };
  const changed = kind.read(record.requestParameters);
  if (changed === null) return { skipped: 'no change' };
  if (!changed) return { malformed: 'its request does not name what it changes' };
  return {
    change: {
      id: event.EventId,
      attributes: {
        eventId: event.EventId,
        eventName,
        at: isoTime(event.EventTime) ?? undefined,
        changedKind: changed.kind,
        changedKey: changed.key,
        values: changed.values,
        ...principal,
        byCode: isInfrastructureCode(record.userAgent, principal),
      },
      observed: {},
    },
  };
}

function parse(text: unknown): Record | null {
  if (typeof text !== 'string') return null;
  try {
    const record: unknown = JSON.parse(text);
    return isRecord(record) ? record : null;
  } catch {
    return null;
  }
}

/** Reads, attempts that AWS refused, and operations of the same name of another service changed nothing. */
function isNoChange(record: Record, event: Event, { sources }: ChangeKind): boolean {
  if (record.readOnly === true || event.ReadOnly === 'true') return true;
  if (record.errorCode !== undefined && record.errorCode !== null) return true;
  const source = record.eventSource ?? event.EventSource;
  return typeof source === 'string' && !sources.includes(source);
}
