import picomatch from 'picomatch';
import type { Match, Workload } from '../model/policy.ts';
import type { Unknown } from '../model/report.ts';
import { type Json, unknownAccount } from '../model/snapshot.ts';
import { isSymbolic } from '../model/symbolic-name.ts';
import type { Truth } from './condition.ts';
import type { Candidate, Subject, SubjectKind } from './subject.ts';
import type { World } from './world.ts';

/** A workload that may be in force for a subject; `null` stands for none. */
export interface Possible {
  workloads: (Workload | null)[];
  /** Why more than one is possible; empty when it is certain. */
  because: Unknown[];
}

const matchers = new Map<string, (text: string) => boolean>();

/** Globs as in shells: * and ? and [..] and {..}; a star also crosses slashes, since names hold them. */
export function globMatches(glob: string, text: string): boolean {
  let matcher = matchers.get(glob);
  if (!matcher) {
    matcher = picomatch(glob, { bash: true, dot: true, nonegate: true });
    matchers.set(glob, matcher);
  }
  return matcher(text);
}

/** As globMatches; null where a name that is known only after apply may or may not match. */
export function globTruth(glob: string, text: string): Truth {
  if (!isSymbolic(text)) return globMatches(glob, text);
  if (/^\*+$/.test(glob)) return true;
  const literal = /^[^*?[{\\(!+@]*/.exec(glob)?.[0] ?? '';
  const known = text.slice(0, text.indexOf('${'));
  return literal.startsWith(known) || known.startsWith(literal) ? null : false;
}

/** An account or region that nobody told may be any. */
const placeTruth = (glob: string, text: string): Truth =>
  text === unknownAccount && !/^\*+$/.test(glob) ? null : globMatches(glob, text);

/** Whether a match holds for a candidate; null when a tag decides that could not be read, or a name that is not known yet. */
export function matches(match: Match, candidate: Candidate): Truth {
  const truths: Truth[] = [
    match.kind === undefined || globMatches(match.kind, candidate.kind),
    match.name === undefined || globTruth(match.name, candidate.name),
    match.account === undefined || placeTruth(match.account, candidate.account),
    match.region === undefined || placeTruth(match.region, candidate.region),
    tagTruth(match, candidate),
  ];
  return truths.includes(false) ? false : truths.includes(null) ? null : true;
}

function tagTruth(match: Match, candidate: Candidate): Truth {
  const wanted = Object.entries(match.tags ?? {});
  if (wanted.length === 0) return true;
  if (!candidate.tags.known) return null;
  const tags = candidate.tags.value as Record<string, Json>;
  return wanted.every(([key, glob]) => Object.hasOwn(tags, key) && globMatches(glob, String(tags[key])));
}

/** Whether a match holds for any of several candidates (a subject and what it belongs to). */
export function matchesAny(match: Match, candidates: Candidate[]): Truth {
  const truths = candidates.map((candidate) => matches(match, candidate));
  return truths.includes(true) ? true : truths.includes(null) ? null : false;
}

/** The workloads that may be in force: the first certain match ends the list; uncertain ones before it stay possible. */
export function possibleWorkloads(subject: Subject, kind: SubjectKind, world: World): Possible {
  if (world.policy.workloads.length === 0) return { workloads: [null], because: [] };
  return workloadsFor(kind.candidates(subject, world), world);
}

/** The workloads that may be in force for something with these candidates. */
export function workloadsFor(candidates: Candidate[], world: World): Possible {
  const { workloads } = world.policy;
  const possible: (Workload | null)[] = [];
  for (const workload of workloads) {
    const truth = matchesAny(workload.match, candidates);
    if (truth !== false) possible.push(workload);
    if (truth === true) return { workloads: possible, because: possible.length > 1 ? openOf(candidates) : [] };
  }
  possible.push(null);
  return { workloads: possible, because: possible.length > 1 ? openOf(candidates) : [] };
}

/** What of candidates is not known and may decide which workload they belong to. */
function openOf(candidates: Candidate[]): Unknown[] {
  return candidates.flatMap((candidate): Unknown[] => [
    ...(candidate.tags.known ? [] : candidate.tags.because),
    ...(isSymbolic(candidate.name) ? [{ fact: 'name', reason: 'after-apply', api: null } as const] : []),
    ...([candidate.account, candidate.region].includes(unknownAccount)
      ? [{ fact: 'account', reason: 'not-recorded', api: null } as const]
      : []),
  ]);
}
