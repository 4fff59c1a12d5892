import type { Notice, Report, Result } from '../model/report.ts';
import { subjectKinds as kindsOfRule, type Rule } from '../model/rule.ts';
import type { FixedFinding, SinceReport } from '../model/since.ts';
import { type CoverageEntry, compareText, type Scope } from '../model/snapshot.ts';
import { subjectKinds } from './subjects.ts';
import { findGaps, type Place, type World } from './world.ts';

/** An earlier report, and what becomes of its findings. */
export interface SinceBook {
  /** Told of each verdict that is neither finding nor unknown, since reports need not list those. */
  meet(verdict: Quiet): void;
  compare(results: readonly Result[], rules: readonly Rule[], world: World): Comparison;
}

export interface Quiet {
  rule: string;
  outcome: 'pass' | 'not-applicable';
  /** Whether the policy lets the rule apply to the workload at all. */
  isConcerned: boolean;
  /** Name of the workload in the policy; null for none. */
  workload: string | null;
  fingerprint: () => string;
}

export interface Comparison {
  /** The results, each finding marked as new or open. */
  results: Result[];
  since: SinceReport;
  notices: Notice[];
}

/** @param beforeChange whether the earlier report is of the account before a change, and not of an earlier day */
export function openSinceBook(earlier: Report, beforeChange = false): SinceBook {
  const called = beforeChange ? 'The account before the change' : `The report of ${earlier.generatedAt}`;
  const found = earlier.results.filter((result) => result.outcome === 'fail');
  const before = new Map(earlier.results.map((result) => [result.fingerprint, result]));
  const rulesThatFound = new Set(found.map((result) => result.rule));
  const judged = new Set<string>();
  const mended = new Set<string>();
  return {
    meet({ rule, outcome, isConcerned, workload, fingerprint }) {
      if (!rulesThatFound.has(rule)) return;
      const print = fingerprint();
      const was = before.get(print)?.subject.workload ?? null;
      // A rule that no longer applies because the policy says something else of the subject, or is not there, mended nothing.
      if (outcome === 'pass' || (isConcerned && workload === was)) mended.add(print);
      judged.add(print);
    },
    compare(results, rules, world) {
      const now = new Map(results.map((result) => [result.fingerprint, result.outcome]));
      const marked = results.map((result) => mark(result, before.get(result.fingerprint), earlier, called));
      const count = (state: Result['state']) => marked.filter((result) => result.state === state).length;
      const gone = found.filter(({ fingerprint }) => now.get(fingerprint) !== 'fail');
      const waived = gone.filter(({ fingerprint }) => now.get(fingerprint) === 'waived');
      const canSay = new Set(rules.filter((rule) => hasInputs(rule, world)).map(({ id }) => id));
      const fixed = gone.filter(
        (result) =>
          canSay.has(result.rule) &&
          (mended.has(result.fingerprint) ||
            (!judged.has(result.fingerprint) && !now.has(result.fingerprint) && isGone(result, earlier, rules, world))),
      );
      return {
        results: marked,
        since: {
          generatedAt: earlier.generatedAt,
          ...(beforeChange && { beforeChange }),
          new: count('new'),
          open: count('open'),
          fixed: fixed.map(describeFixed),
          waived: waived.length,
          notSeen: gone.length - fixed.length - waived.length,
        },
        notices: noticesOf(earlier, rules, world, called),
      };
    },
  };
}

function mark(result: Result, before: Result | undefined, earlier: Report, called: string): Result {
  if (result.outcome !== 'fail') return result;
  if (before?.outcome === 'fail') return { ...result, state: 'open' };
  const note = whyNotBefore(result, before, earlier, called);
  return { ...result, state: 'new', ...(note !== null && { notes: [...(result.notes ?? []), note] }) };
}

/** Why the earlier report may have missed what is called new; null where it judged, and found nothing. */
function whyNotBefore(
  { rule, subject }: Result,
  before: Result | undefined,
  earlier: Report,
  report: string,
): string | null {
  if (before?.outcome === 'unknown') return `${report} could not judge this, so that it may be older.`;
  if (before?.outcome === 'waived') return `${report} held it as waived, until ${before.waiver?.expires ?? 'a day'}.`;
  if (before) return null;
  if (!isIn(subject, earlier.snapshot.scopes))
    return `${report} did not look at this account and region, so that it may be older.`;
  if (!earlier.rules.some(({ id }) => id === rule))
    return `${report} did not judge this rule, so that it may be older.`;
  const isStar = (result: Result) =>
    result.rule === rule &&
    result.subject.key === '*' &&
    result.subject.kind === subject.kind &&
    isAt(result.subject, subject);
  const unlisted = listingGaps(subject, earlier.coverage).length > 0 && earlier.snapshot.source === 'aws';
  if (unlisted || earlier.results.some(isStar))
    return `${report} could not list everything of this kind, so that it may be older.`;
  return null;
}

/** A comparison with the approved snapshot that this run was not asked for says nothing of what an earlier one found. */
function hasInputs(rule: Rule, world: World): boolean {
  return !rule.needs.includes('baseline') || world.baseline !== null;
}

/** Gone for certain, for a finding whose subject was not judged: the rule still judges this kind here, and both runs listed all of it. */
function isGone({ rule, subject }: Result, earlier: Report, rules: readonly Rule[], world: World): boolean {
  const { snapshot } = world;
  const judging = rules.find(({ id }) => id === rule);
  return (
    judging !== undefined &&
    kindsOfRule(judging).includes(subject.kind) &&
    snapshot.source === earlier.snapshot.source &&
    isIn(subject, snapshot.scopes) &&
    subjectKinds.get(subject.kind)?.isDeclared !== true &&
    listingGaps(subject, snapshot.coverage).length === 0 &&
    listingGaps(subject, earlier.coverage).length === 0
  );
}

/** Listings that the subjects of a kind rest on and that were not read as a whole in a place. */
function listingGaps({ kind, ...place }: Place & { kind: string }, coverage: readonly CoverageEntry[]): string[] {
  const here = coverage.filter((entry) => isAt(entry, place));
  const restsOn = subjectKinds.get(kind)?.restsOn ?? [];
  return restsOn.filter((one) => findGaps(here, one, undefined).length > 0);
}

const isAt = (one: Place, { account, region }: Place) => one.account === account && one.region === region;
const isIn = (place: Place, scopes: readonly Scope[]) => scopes.some((scope) => isAt(scope, place));

function describeFixed({ rule, severity, subject, message, fingerprint }: Result): FixedFinding {
  return { rule, severity, subject, message, fingerprint };
}

/** What makes two reports hard to compare. */
function noticesOf(earlier: Report, rules: readonly Rule[], { snapshot, now }: World, report: string): Notice[] {
  const ids = rules.map(({ id }) => id);
  const added = ids.filter((id) => !earlier.rules.some((rule) => rule.id === id)).length;
  const dropped = earlier.rules.filter(({ id }) => !ids.includes(id)).length;
  const unseen = earlier.snapshot.scopes.filter((scope) => !isIn(scope, snapshot.scopes)).map(placeName);
  const unknown = snapshot.scopes.filter((scope) => !isIn(scope, earlier.snapshot.scopes)).map(placeName);
  const notice = (code: string, tells: boolean, message: string): Notice[] =>
    tells ? [{ code, message: `${report} ${message}` }] : [];
  return [
    ...notice('since-later', Date.parse(earlier.generatedAt) > now, 'is later than this one.'),
    ...notice(
      'since-other-source',
      earlier.snapshot.source !== snapshot.source,
      `judged ${earlier.snapshot.source}, this one ${snapshot.source}: what is missing here is not called fixed.`,
    ),
    ...notice(
      'since-other-rules',
      added + dropped > 0,
      `judged other rules: ${added} of this run were not among them, and ${dropped} of them are not part of this run.`,
    ),
    ...notice('since-other-scopes', unseen.length > 0, `looked at ${list(unseen)} too, which this run did not.`),
    ...notice('since-new-scopes', unknown.length > 0, `did not look at ${list(unknown)}.`),
  ];
}

const placeName = ({ account, region }: Scope) => `${account} ${region}`;

function list(names: readonly string[]): string {
  const sorted = [...names].sort(compareText);
  return sorted.length > 5 ? `${sorted.slice(0, 5).join(', ')} and ${sorted.length - 5} more` : sorted.join(', ');
}
