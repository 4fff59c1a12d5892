import type { Report, Result } from './report.ts';
import { atOrAbove } from './severity.ts';
import { notReadable } from './snapshot.ts';

/** Exit codes of every command. 2 (wrong usage, configuration or rule file) never comes from a report. */
export const exitCodes = { clean: 0, findings: 1, usage: 2, incomplete: 3 } as const;

type Judged = Pick<Report, 'run' | 'results' | 'coverage' | 'acceptedGaps'>;

/** What a report says as a whole, and the exit code that follows: one pure function, whatever the output format. */
export function verdictOf(report: Judged): { verdict: Report['verdict']; exitCode: number } {
  const grave = report.results.filter((result) => isGrave(result, report.run));
  const incomplete = report.run.strict
    ? hasAnyGap(report)
    : report.results.some((result) => leavesOpen(result, report));
  const failing = grave.some((result) => failsRun(result, report.run));
  const exitCode =
    incomplete && !report.run.allowIncomplete ? exitCodes.incomplete : failing ? exitCodes.findings : exitCodes.clean;
  return { verdict: incomplete ? 'incomplete' : grave.length > 0 ? 'findings' : 'clean', exitCode };
}

function isGrave({ outcome, severity }: Result, run: Pick<Report['run'], 'failOn'>): boolean {
  return outcome === 'fail' && atOrAbove(severity, run.failOn);
}

/** Whether a result is a finding that fails the run: with --fail-on-new only one that is not open since an earlier report. */
export function failsRun(result: Result, run: Pick<Report['run'], 'failOn' | 'failOnNew'>): boolean {
  return isGrave(result, run) && !(run.failOnNew && result.state === 'open');
}

/** Unknown because something was not readable, grave enough to matter, and not accepted by the policy. */
function leavesOpen(result: Result, report: Judged): boolean {
  if (result.outcome !== 'unknown' || !atOrAbove(result.severity, report.run.failOn)) return false;
  const accepted = new Set(report.acceptedGaps?.map((gap) => gap.api));
  return (result.unknownBecause ?? []).some(
    (one) => notReadable.includes(one.reason) && !(one.api !== null && accepted.has(one.api)),
  );
}

function hasAnyGap(report: Judged): boolean {
  return (
    report.coverage.some((entry) => notReadable.includes(entry.status)) ||
    report.results.some((result) => result.unknownBecause?.some((one) => notReadable.includes(one.reason)))
  );
}
