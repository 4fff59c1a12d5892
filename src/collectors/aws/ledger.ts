import type { CoverageEntry, CoverageStatus, UnreadReason } from '../../model/snapshot.ts';
import { compareText } from '../../model/snapshot.ts';
import type { Problem, Read } from './collector.ts';

/** What became of the calls of one collector in one scope. */
export interface Ledger {
  called(api: string, part: string | undefined, attempts: { throttled: number; answered: number }): void;
  note(api: string, problem: Problem): void;
  billed(api: string, units: number): void;
  since(api: string, part: string | undefined, since: string): void;
  remark(api: string, part: string | undefined, text: string): void;
  failureOf(api: string, part: string | undefined): UnreadReason | null;
  entries(): CoverageEntry[];
}

/** The worst of several failures names the entry; the order is fixed so that the same failures give the same entry. */
const severity: readonly CoverageStatus[] = [
  'denied',
  'throttled',
  'failed',
  'malformed',
  'truncated',
  'unsupported',
  'not-requested',
  'ok',
];
const mostMissed = 100;

interface Slot {
  read: Read;
  part: string | undefined;
  calls: number;
  throttled: number;
  billed: number | null;
  since: string | null;
  remark: string | null;
  problems: Problem[];
}

/** @param followed entries of the collectors that this one follows */
export function createLedger(
  scope: { account: string; region: string },
  reads: readonly Read[],
  followed: readonly CoverageEntry[] = [],
): Ledger {
  const slots = new Map<string, Slot>();
  for (const read of reads) {
    for (const part of read.parts ?? [undefined]) {
      slots.set(slotKey(read.api, part), {
        read,
        part,
        calls: 0,
        throttled: 0,
        billed: null,
        since: null,
        remark: null,
        problems: [],
      });
    }
  }

  function slotOf(api: string, part: string | undefined): Slot {
    const slot = slots.get(slotKey(api, part));
    if (!slot) throw new Error(`${api}${part ? ` (${part})` : ''} is not among the reads that the collector declares.`);
    return slot;
  }

  /** The slot's own entry, or that of what it rests on where the answer is partial because of it. */
  function entryOf(slot: Slot): CoverageEntry {
    const own = ownEntry(scope, slot);
    if (own.status !== 'ok' || !slot.read.after) return own;
    const cause = entryOfApi(slot.read.after, slot.part);
    if (!cause || cause.complete || (own.calls > 0 && own.kinds.length === 0)) return own;
    const detail = `rests on ${cause.api}${cause.detail ? `: ${cause.detail}` : ''}`;
    return { ...own, status: cause.status, complete: false, detail };
  }

  function entryOfApi(api: string, part: string | undefined): CoverageEntry | undefined {
    const slot = slots.get(slotKey(api, part)) ?? slots.get(slotKey(api, undefined));
    return slot ? entryOf(slot) : followed.find((entry) => entry.api === api);
  }

  return {
    called(api, part, { throttled, answered }) {
      const slot = slotOf(api, part);
      slot.calls += 1;
      slot.throttled += throttled;
      if (slot.read.billedByRequest) slot.billed = (slot.billed ?? 0) + answered;
    },
    note: (api, problem) => void slotOf(api, problem.part).problems.push(problem),
    billed(api, units) {
      const slot = slotOf(api, undefined);
      slot.billed = (slot.billed ?? 0) + units;
    },
    since(api, part, since) {
      slotOf(api, part).since = since;
    },
    remark(api, part, text) {
      slotOf(api, part).remark = text;
    },
    failureOf: (api, part) => worst(slotOf(api, part).problems)?.reason ?? null,
    entries: () => [...slots.values()].map(entryOf),
  };
}

/** A declared read that nothing precedes is always asked; silence about it would read as "nothing there". */
const neverAsked: Problem = { reason: 'failed', detail: 'never asked: the collector skipped what it declares' };

const slotKey = (api: string, part: string | undefined) => `${api} ${part ?? ''}`;

function ownEntry(scope: { account: string; region: string }, slot: Slot): CoverageEntry {
  const { read, part, calls } = slot;
  const expected = !read.after && !read.whenNamed;
  const problems = slot.problems.length === 0 && calls === 0 && expected ? [neverAsked] : slot.problems;
  const problem = worst(problems);
  const missed = [...new Set(problems.flatMap((one) => one.missed ?? []).map(String))]
    .sort(compareText)
    .slice(0, mostMissed);
  return {
    account: scope.account,
    region: scope.region,
    api: read.api,
    ...(part !== undefined && { part }),
    status: problem?.reason ?? 'ok',
    complete: problem === undefined || problem.reason === 'unsupported',
    kinds: [...read.kinds],
    missed,
    calls,
    throttled: slot.throttled,
    since: slot.since,
    ...(slot.billed !== null && { billed: slot.billed }),
    ...(read.action !== undefined && { action: read.action }),
    detail: problem ? detailOf(problem, problems.length, calls) : slot.remark,
  };
}

function detailOf(problem: Problem, count: number, calls: number): string {
  return count > 1 ? `${problem.detail} (${count} times in ${calls} calls)` : problem.detail;
}

/** The gravest problem; among equals the first by its text, whatever the order in which answers came. */
function worst(problems: readonly Problem[]): Problem | undefined {
  let found: Problem | undefined;
  for (const problem of problems) {
    if (!found || order(problem, found) < 0) found = problem;
  }
  return found;
}

function order(a: Problem, b: Problem): number {
  return severity.indexOf(a.reason) - severity.indexOf(b.reason) || compareText(a.detail, b.detail);
}
