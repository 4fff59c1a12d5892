import { DateTime } from 'luxon';
import type { Waiver } from '../model/policy.ts';
import type { Notice } from '../model/report.ts';
import type { Scope } from '../model/snapshot.ts';
import { globMatches, matchesAny } from './match.ts';
import type { Candidate } from './subject.ts';
import type { Place, World } from './world.ts';

const soonDays = 14;

/** The waivers of a run, and what each of them met. They cover findings alone, never what is unknown. */
export interface WaiverBook {
  /** The waiver that covers a failed result: the first in force; null when none does. An uncertain match waives nothing. */
  cover(rule: string, candidates: () => Candidate[]): Waiver | null;
  /** Told of each unknown result, since a waiver that may cover it is not unused. */
  meetUnknown(rule: string, candidates: () => Candidate[]): void;
  /** Told of each place where not every subject of a rule could be listed. */
  meetUnlisted(rule: string, place: Place): void;
  notices(): Notice[];
}

/** Which rules a run judges. */
export interface RuleChoice {
  judged: readonly string[];
  /** Rules that --only and --skip leave out. */
  leftOut: readonly string[];
}

/** One waiver with the results that it met. */
interface Entry {
  waiver: Waiver;
  /** Milliseconds until the end of its last day; negative once it is over. */
  left: number;
  covered: number;
  /** Findings that a waiver above it covers. */
  overlapping: number;
  /** Findings that it would cover, had it not expired. */
  lapsed: number;
  /** Findings of which tags decide whether it matches, and those were not read. */
  uncertain: number;
  unknown: number;
}

export function openWaiverBook(waivers: readonly Waiver[], world: World, choice: RuleChoice): WaiverBook {
  const entries = waivers.map((waiver): Entry => {
    const left = endOf(waiver, world.policy.timezone) - world.now;
    return { waiver, left, covered: 0, overlapping: 0, lapsed: 0, uncertain: 0, unknown: 0 };
  });
  return {
    cover(rule, candidates) {
      const met = meet(entries, rule, candidates);
      const matching = met.filter(({ truth }) => truth === true).map(({ entry }) => entry);
      const [first, ...others] = matching.filter(({ left }) => left >= 0);
      for (const { entry, truth } of met) if (truth === null) entry.uncertain += 1;
      for (const entry of others) entry.overlapping += 1;
      if (first) first.covered += 1;
      else for (const entry of matching) entry.lapsed += 1;
      return first?.waiver ?? null;
    },
    meetUnknown(rule, candidates) {
      for (const { entry } of meet(entries, rule, candidates)) entry.unknown += 1;
    },
    meetUnlisted(rule, place) {
      for (const entry of entries) {
        if (globMatches(entry.waiver.rule, rule) && reaches(entry.waiver, place)) entry.unknown += 1;
      }
    },
    notices: () => entries.flatMap((entry) => noticesOf(entry, world.snapshot.scopes, choice)),
  };
}

/** Waivers that match, or may match. */
function meet(entries: readonly Entry[], rule: string, candidatesOf: () => Candidate[]) {
  const ofRule = entries.filter(({ waiver }) => globMatches(waiver.rule, rule));
  if (ofRule.length === 0) return [];
  const candidates = candidatesOf();
  return ofRule
    .map((entry) => ({ entry, truth: matchesAny(entry.waiver.match, candidates) }))
    .filter(({ truth }) => truth !== false);
}

function noticesOf(entry: Entry, scopes: readonly Scope[], choice: RuleChoice): Notice[] {
  const { waiver, left, lapsed } = entry;
  const what = describeWaiver(waiver);
  if (left < 0) {
    const again =
      lapsed > 0 ? `: ${results(lapsed, 'finding')} that it covered count${lapsed === 1 ? 's' : ''} again` : '';
    return [{ code: 'waiver-expired', message: `${what} expired on ${waiver.expires} and waives nothing${again}.` }];
  }
  const use = useNotice(entry, what, couldBeUsed(waiver, scopes, choice));
  const isSoon = left < soonDays * 86_400_000;
  return [
    ...(isSoon ? [{ code: 'waiver-expiring', message: `${what} expires on ${waiver.expires}${tail(entry)}.` }] : []),
    ...(use ? [use] : []),
  ];
}

function tail({ covered }: Entry): string {
  return covered > 0 ? `; ${results(covered, 'finding')} count${covered === 1 ? 's' : ''} again after that day` : '';
}

/** Why a waiver covers nothing; or not all that its author had in mind. */
function useNotice(entry: Entry, what: string, possible: boolean): Notice | null {
  const { covered, overlapping, uncertain, unknown } = entry;
  if (uncertain > 0) {
    const message = `${what} was not applied to ${results(uncertain, 'finding')}: it matches by tags, which could not be read there.`;
    return { code: 'waiver-uncertain', message };
  }
  if (covered > 0) return null;
  if (unknown > 0) {
    const message = `${what} covers no finding; ${results(unknown, 'result')} that it may be meant for could not be judged, and a waiver covers findings alone.`;
    return { code: 'waiver-undecided', message };
  }
  if (overlapping > 0)
    return { code: 'waiver-unused', message: `${what} matched only findings that another waiver covers already.` };
  return possible ? { code: 'waiver-unused', message: `${what} matched no finding.` } : null;
}

/** Whether this run judged what the waiver is about: else that it matched nothing says nothing. */
function couldBeUsed(waiver: Waiver, scopes: readonly Scope[], { judged, leftOut }: RuleChoice): boolean {
  const covers = (rule: string) => globMatches(waiver.rule, rule);
  return judged.some(covers) && !leftOut.some(covers) && scopes.some((scope) => reaches(waiver, scope));
}

/** Whether a waiver may match something in a place. */
function reaches({ match }: Waiver, { account, region }: Place): boolean {
  return (
    (match.account === undefined || globMatches(match.account, account)) &&
    (match.region === undefined || globMatches(match.region, region))
  );
}

/** Tells waivers of one rule apart. */
function describeWaiver({ rule, match, owner, reason }: Waiver): string {
  const { tags = {}, ...plain } = match;
  const parts = [
    ...Object.entries(plain).flatMap(([member, glob]) => (glob === undefined ? [] : [`${member} ${glob}`])),
    ...Object.entries(tags).map(([key, glob]) => `tag ${key}=${glob}`),
  ];
  return `Waiver of ${rule}${parts.length > 0 ? ` for ${parts.join(', ')}` : ''} (${owner}: ${reason})`;
}

function results(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Last millisecond of the day on which the waiver expires. */
function endOf(waiver: Waiver, timezone: string): number {
  return DateTime.fromISO(waiver.expires, { zone: timezone }).endOf('day').toMillis();
}
