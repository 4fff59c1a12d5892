import type { ChangeSet } from '../../model/change-set.ts';
import { verdictOf } from '../../model/exit-code.ts';
import type { Report, Result } from '../../model/report.ts';
import type { Resource, Snapshot } from '../../model/snapshot.ts';
import { isSymbolic } from '../../model/symbolic-name.ts';
import type { EvaluateInput } from '../assemble.ts';
import { compareResults, evaluate } from '../evaluate.ts';
import { changeNotices, changeReport, placeNotices } from './change-notices.ts';
import { overlay, sourceSnapshot, touchedBy } from './overlay.ts';

export interface JudgeChangeInput extends Omit<EvaluateInput, 'snapshot'> {
  change: ChangeSet;
  /** The live account; null where none was given. */
  live: Snapshot | null;
  partition: string;
}

/**
 * Judges what will be once a change is applied, and reports what the change touches: subjects that it changes, and results that are
 * others than before. Pure.
 */
export async function judgeChange(input: JudgeChangeInput): Promise<Report> {
  const { change, live, partition } = input;
  const about = { takenAt: live?.takenAt ?? input.now, tool: input.tool, partition };
  const source = sourceSnapshot(change, 'after', about);
  const was = live ?? sourceSnapshot(change, 'before', about);
  const will = live ? overlay(live, change) : source;
  const earlier = await evaluate({ ...input, snapshot: was, since: null, includePassed: true });
  const after = await evaluate({
    ...input,
    snapshot: will,
    before: was,
    since: input.since ?? earlier,
    sinceIsBefore: !input.since,
    includePassed: true,
  });
  const alone = live ? aloneIn(source, live) : new Set<string>();
  const apart =
    alone.size > 0 ? await evaluate({ ...input, snapshot: source, since: null, includePassed: true }) : null;

  const standsAlone = (result: Result) => isAlone(result, alone, live);
  const touched = touchedBy(was, will);
  const before = new Map(earlier.results.map((result) => [result.fingerprint, saidBy(result)]));
  const isTouched = (result: Result) =>
    touched.has(result.subject.keyHash ?? '') ||
    (before.get(result.fingerprint) !== saidBy(result) &&
      !(result.subject.keyHash !== undefined && isOpenUntilApplied(result)));
  const results = [
    ...after.results.filter((result) => !standsAlone(result) && isTouched(result)),
    ...(apart?.results.filter(standsAlone).map(asNew) ?? []),
  ].sort(compareResults);
  const declared = new Set(source.resources.map(({ keyHash }) => keyHash));
  return narrowed(
    after,
    results.map((result) => mendedInSource(result, declared)),
    input,
  );
}

/** What the source declares is mended there: a command would last until the next deploy, or find nothing yet. */
function mendedInSource(result: Result, declared: ReadonlySet<string>): Result {
  const { remediation, subject } = result;
  if (!remediation || !declared.has(subject.keyHash ?? '')) return result;
  const { location } = subject;
  const where = location ? ` (${location.path}:${location.line})` : '';
  const caveat = `Change it in the source${where}; a command would last until the next deploy.`;
  return {
    ...result,
    remediation: { ...remediation, commands: [], undo: [], caveats: [caveat, ...remediation.caveats] },
  };
}

/** Nothing of what stands alone was there before, as far as anybody knows. */
const asNew = (result: Result): Result => (result.outcome === 'fail' ? { ...result, state: 'new' } : result);

/** Resources that nobody can lay over the live account: their name is not known yet, or their place was not looked at. */
function aloneIn(source: Snapshot, live: Snapshot): Set<string> {
  const isSeen = (resource: Resource) =>
    live.scopes.some(({ account, region }) => account === resource.account && region === resource.region);
  return new Set(source.resources.filter((one) => one.key === null || !isSeen(one)).map(({ keyHash }) => keyHash));
}

function isAlone({ subject }: Result, alone: ReadonlySet<string>, live: Snapshot | null): boolean {
  if (!live) return false;
  if (subject.keyHash !== undefined) return alone.has(subject.keyHash);
  return isSymbolic(subject.key);
}

/** What nobody can say before the change is applied is worth telling of what it changes, not of other resources that are summed up with it. */
function isOpenUntilApplied({ outcome, unknownBecause }: Result): boolean {
  const reasons = unknownBecause ?? [];
  return outcome === 'unknown' && reasons.length > 0 && reasons.every(({ reason }) => reason === 'after-apply');
}

const saidBy = ({ outcome, severity, message }: Result) => [outcome, severity, message].join('\u0000');

/** A report of some of its results: counts and verdict are theirs. */
function narrowed(report: Report, kept: Result[], { includePassed, change, live }: JudgeChangeInput): Report {
  const told = changeReport(change);
  const counts = new Map(
    report.rules.map(({ id }) => [id, { pass: 0, fail: 0, unknown: 0, notApplicable: 0, waived: 0 }]),
  );
  for (const { rule, outcome } of kept) {
    const count = counts.get(rule);
    if (count) count[outcome === 'not-applicable' ? 'notApplicable' : outcome] += 1;
  }
  const rules = report.rules.map((rule) => ({ ...rule, ...counts.get(rule.id) }));
  const total = (name: 'pass' | 'fail' | 'unknown' | 'notApplicable' | 'waived') =>
    rules.reduce((sum, rule) => sum + rule[name], 0);
  const bySeverity: Record<string, number> = {};
  for (const { outcome, severity } of kept) {
    if (outcome === 'fail') bySeverity[severity] = (bySeverity[severity] ?? 0) + 1;
  }
  const results = kept.filter(({ outcome }) => includePassed || (outcome !== 'pass' && outcome !== 'not-applicable'));
  const { verdict, exitCode } = verdictOf({ ...report, results });
  return {
    ...report,
    run: { ...report.run, exitCode },
    verdict,
    summary: {
      ...report.summary,
      resources: change.changes.filter(({ action }) => action !== 'keep').length,
      pass: total('pass'),
      fail: total('fail'),
      unknown: total('unknown'),
      notApplicable: total('notApplicable'),
      waived: total('waived'),
      bySeverity,
    },
    rules,
    results,
    notices: [...changeNotices(told, live !== null), ...placeNotices(change, live), ...report.notices],
    change: told,
    ...(report.since && {
      since: {
        ...report.since,
        new: results.filter(({ state }) => state === 'new').length,
        open: results.filter(({ state }) => state === 'open').length,
      },
    }),
  };
}
