import picomatch from 'picomatch';
import type { Match, Workload } from '../model/policy.ts';
import type { Unknown } from '../model/report.ts';
import type { Json } from '../model/snapshot.ts';
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

/** Whether a match holds for a candidate; null when a tag decides that could not be read. */
export function matches(match: Match, candidate: Candidate): Truth {
  const plain =
    (match.kind === undefined || globMatches(match.kind, candidate.kind)) &&
    (match.name === undefined || globMatches(match.name, candidate.name)) &&
    (match.account === undefined || globMatches(match.account, candidate.account)) &&
    (match.region === undefined || globMatches(match.region, candidate.region));
  if (!plain) return false;
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
    if (truth === true) return { workloads: possible, because: possible.length > 1 ? tagGaps(candidates) : [] };
  }
  possible.push(null);
  return { workloads: possible, because: possible.length > 1 ? tagGaps(candidates) : [] };
}

function tagGaps(candidates: Candidate[]): Unknown[] {
  return candidates.flatMap((candidate) => (candidate.tags.known ? [] : candidate.tags.because));
}
