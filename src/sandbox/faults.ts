/** What goes wrong. */
export type FaultKind =
  /** The service's own access-denied error. */
  | 'denied'
  /** The service's own throttling error. */
  | 'throttled'
  /** The credentials have expired. */
  | 'expired'
  /** The server's clock is `delayMs` (default an hour) ahead; requests signed by another clock are refused. */
  | 'clock-skew'
  /** The service's own internal error, status 500. */
  | 'error500'
  /** An HTML page with status 500, as a proxy sends it. */
  | 'html500'
  /** An XML error with status 403, whatever the service speaks. */
  | 'xml403'
  /** Status 200 and no body. */
  | 'empty'
  /** The first half of the answer, its length consistent. */
  | 'truncated'
  /** Structures hold members that the SDK does not know. */
  | 'unknown-fields'
  /** Listed items lose every member that is no text, or the named `members`. */
  | 'missing-fields'
  /** Numbers and booleans of items are text, or the named `members` have another type. */
  | 'wrong-types'
  /** The continuation token is the same on every page. */
  | 'repeat-token'
  /** The first page again and again, with a new token each time. */
  | 'endless'
  /** Nothing is sent for `delayMs`. */
  | 'slow-headers'
  /** Half of the body is sent, the rest after `delayMs`. */
  | 'slow-body'
  /** The connection is reset. */
  | 'reset';

/** A fault on demand: which calls it strikes, and what happens to them. Every condition that is given must hold. */
export type Fault = {
  /** `<prefix>:<Operation>`, `<prefix>:*` or `*`. */
  api: string;
  region?: string;
  account?: string;
  match?: (input: Record<string, unknown>) => boolean;
  /** Calls for this page of a listing, counted from 1, and later ones. */
  page?: number;
  /** Calls whose input names this: any text in it that equals it or ends in `/item` or `:item`. */
  item?: string;
  /** The first of the calls that meet the conditions to be struck, counted from 1; default 1. */
  from?: number;
  /** How many are struck; default all. */
  count?: number;
  do: FaultKind;
  /** For slow-headers and slow-body: the delay, default 3,000. For clock-skew: how far the clock is ahead. */
  delayMs?: number;
  /** For missing-fields and wrong-types: the members to strike, at any depth. */
  members?: readonly string[];
};

/** A call, as far as a fault may ask. */
export type FaultTarget = {
  service: string;
  operation: string;
  region: string;
  account: string;
  input: Record<string, unknown>;
  page: number;
};

/** Finds the fault that strikes a call, and counts. */
export function createFaultFinder(): (faults: readonly Fault[], call: FaultTarget) => Fault | undefined {
  const met = new WeakMap<Fault, number>();
  return (faults, call) =>
    faults.find((fault) => {
      if (!meetsConditions(fault, call)) return false;
      const number = (met.get(fault) ?? 0) + 1;
      met.set(fault, number);
      const from = fault.from ?? 1;
      return number >= from && number < from + (fault.count ?? Number.POSITIVE_INFINITY);
    });
}

function meetsConditions(fault: Fault, call: FaultTarget): boolean {
  const { api } = fault;
  return (
    (api === '*' || api === `${call.service}:*` || api === `${call.service}:${call.operation}`) &&
    (fault.region ?? call.region) === call.region &&
    (fault.account ?? call.account) === call.account &&
    call.page >= (fault.page ?? 1) &&
    (fault.item === undefined || names(call.input, fault.item)) &&
    (fault.match?.(call.input) ?? true)
  );
}

function names(value: unknown, item: string): boolean {
  if (typeof value === 'string') return value === item || value.endsWith(`/${item}`) || value.endsWith(`:${item}`);
  return typeof value === 'object' && value !== null && Object.values(value).some((entry) => names(entry, item));
}
