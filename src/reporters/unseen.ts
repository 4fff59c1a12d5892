import { failsRun } from '../model/exit-code.ts';
import type { AcceptedGap, Report, Result } from '../model/report.ts';
import { atOrAbove } from '../model/severity.ts';
import { type CoverageEntry, compareText, notReadable } from '../model/snapshot.ts';
import { countRules, isUnseen } from './outcome-text.ts';

/** Something that should have been readable and was not, with what rests on it. */
export interface Unseen {
  account: string;
  region: string;
  /** API with its IAM prefix; the fact's name when no API would tell. */
  api: string;
  /** Why: denied, throttled, truncated, malformed or failed. Several where slices of the API differ. */
  statuses: string[];
  /** Slices of the API that are concerned; empty when it is all of it. */
  parts: string[];
  /** Unknown results that rest on it. */
  results: number;
  rules: { rule: string; count: number }[];
  /** IAM action that is missing; null when the cause is another. */
  action: string | null;
  /** What to do about it. */
  cure: string;
  /** What AWS answered. */
  detail: string | null;
  missed: string[];
  /** The accepted gap of the policy that covers it. */
  accepted: AcceptedGap | null;
}

const cures: Record<string, string> = {
  throttled: 'AWS throttled the calls for longer than the run would wait; run again at a quieter time.',
  truncated: 'The listing ended before its end was reached; run again with more time.',
  malformed: 'The answer could not be understood; it is worth an issue with the API and the detail.',
  failed: 'The calls failed; run again, and look at the detail if it stays.',
};

/** What was not seen, most consequential first: coverage that is not ok, joined with the unknown results on it. */
export function listUnseen(report: Report): Unseen[] {
  const gaps = new Map<string, Gap>();
  for (const entry of report.coverage) {
    if (notReadable.includes(entry.status)) gapOf(gaps, entry).entries.push(entry);
  }
  const owners = indexCoverage(report.coverage);
  for (const result of report.results) {
    if (isUnseen(result)) for (const key of restsOn(result, owners)) gapOf(gaps, key).results.push({ result, key });
  }
  return [...gaps.values()]
    .map((gap) => describeGap(gap, report))
    .sort((a, b) => b.results - a.results || compareGaps(a, b));
}

/** The accepted gap that covers an API; the report lists those in force, by the API they cover. */
export function acceptedGap(report: Report, api: string): AcceptedGap | null {
  return report.acceptedGaps?.find((gap) => gap.api === api) ?? null;
}

interface GapKey {
  account: string;
  region: string;
  api: string;
  status: string;
}
interface Gap extends Omit<GapKey, 'status'> {
  entries: CoverageEntry[];
  results: { result: Result; key: GapKey }[];
}

function gapOf(gaps: Map<string, Gap>, { account, region, api }: Omit<GapKey, 'status'>): Gap {
  const key = JSON.stringify([account, region, api]);
  const gap = gaps.get(key) ?? { account, region, api, entries: [], results: [] };
  gaps.set(key, gap);
  return gap;
}

/** Regions in which an API of an account was not readable: an account-wide API is read in another region than its subjects. */
function indexCoverage(coverage: readonly CoverageEntry[]): Map<string, string[]> {
  const regions = new Map<string, string[]>();
  for (const { account, api, region, status } of coverage) {
    const key = `${account} ${api}`;
    if (notReadable.includes(status)) regions.set(key, [...(regions.get(key) ?? []), region]);
  }
  return regions;
}

function restsOn(result: Result, regions: Map<string, string[]>): GapKey[] {
  const keys = new Map<string, GapKey>();
  for (const { fact, reason, api } of result.unknownBecause ?? []) {
    if (!notReadable.includes(reason)) continue;
    const { account } = result.subject;
    const known = regions.get(`${account} ${api}`) ?? [];
    const region = known.includes(result.subject.region) ? result.subject.region : (known[0] ?? result.subject.region);
    const name = api ?? fact;
    keys.set(JSON.stringify([account, region, name]), { account, region, api: name, status: reason });
  }
  return [...keys.values()];
}

function describeGap(gap: Gap, report: Report): Unseen {
  const statuses = distinct([
    ...gap.entries.map((entry) => entry.status),
    ...(gap.entries.length > 0 ? [] : gap.results.map(({ key }) => key.status)),
  ]);
  const action = statuses.includes('denied') ? (gap.entries.find((entry) => entry.action)?.action ?? gap.api) : null;
  const cured = statuses.filter((status) => status !== 'denied').map((status) => cures[status] ?? '');
  return {
    account: gap.account,
    region: gap.region,
    api: gap.api,
    statuses,
    parts: distinct(gap.entries.map((entry) => entry.part ?? '').filter((part) => part !== '')),
    results: gap.results.length,
    rules: countRules(gap.results.map(({ result }) => result)),
    action,
    cure: [...(action === null ? [] : [`Allow the IAM action ${action}.`]), ...cured].join(' '),
    detail: gap.entries.find((entry) => entry.detail !== null)?.detail ?? null,
    missed: distinct(gap.entries.flatMap((entry) => entry.missed)),
    accepted: acceptedGap(report, gap.api),
  };
}

function compareGaps(a: Unseen, b: Unseen): number {
  return compareText(a.account, b.account) || compareText(a.region, b.region) || compareText(a.api, b.api);
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort(compareText);
}

/**
 * True for a result that decides the exit code: a finding, or something unseen and not accepted, that is grave enough.
 * A strict run takes any gap for grave.
 */
export function isBlocking(result: Result, report: Report): boolean {
  const grave = atOrAbove(result.severity, report.run.failOn);
  if (result.outcome === 'fail') return failsRun(result, report.run);
  return isUnseen(result) && (report.run.strict === true || (grave && !isAccepted(result, report)));
}

/** True when each unreadable thing under a result is an accepted gap of the policy. */
export function isAccepted(result: Result, report: Report): boolean {
  return (result.unknownBecause ?? [])
    .filter(({ reason }) => notReadable.includes(reason))
    .every(({ api }) => api !== null && acceptedGap(report, api) !== null);
}
