import { isPersons } from '../evaluator/drift/compared.ts';
import { evaluate } from '../evaluator/evaluate.ts';
import type { DriftReport } from '../model/drift.ts';
import { driftSchemaId } from '../model/drift-document.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { AcceptedGap, Notice, Report } from '../model/report.ts';
import { notReadable, type Snapshot } from '../model/snapshot.ts';
import { tool } from '../model/tool.ts';
import { type DriftPage, renderDriftMarkdown, renderDriftText } from '../reporters/drift.ts';
import { plural } from '../reporters/outcome-text.ts';
import { readBaseline } from './baseline.ts';
import { isChosen, refuseEmptyChoice } from './choice.ts';
import { type Terminal, textWidth } from './terminal.ts';
import { type PartOptions, readWithoutRules } from './without-rules.ts';

export interface DriftOptions extends Omit<PartOptions, 'snapshot'> {
  only?: string[];
  include?: 'owned';
  format?: 'text' | 'json' | 'markdown';
}

/** Tells what changed against the approved snapshot, who owns it, and how to undo it. Ends 1 when a person changed something. */
export async function drift(
  baselinePath: string,
  snapshotPath: string | undefined,
  options: DriftOptions,
  terminal: Terminal,
): Promise<number> {
  const baseline = readBaseline(baselinePath, terminal) as Snapshot;
  const given = snapshotPath === undefined ? options : { ...options, snapshot: snapshotPath };
  const input = await readWithoutRules('drift', given, baseline, terminal);
  refuseEmptyChoice(options.only, [baseline, input.snapshot]);
  const report = await evaluate(input);
  const whole = report.drift as DriftReport;
  // What was not seen stays: nobody can tell whether it would have had such a name.
  const found = { ...whole, changes: whole.changes.filter(({ subject }) => isChosen(subject, options.only)) };
  const exitCode = exitCodeOf(found, report.acceptedGaps ?? []);
  const notices = noticesOf(found, report);
  terminal.stdout(render({ drift: found, now: report.generatedAt, notices, owned: options.include === 'owned' }));
  terminal.stderr(`headroom: ${inOneLine(found)}; exit ${exitCode}\n`);
  return exitCode;

  function render(page: DriftPage): string {
    if (options.format === 'markdown') return renderDriftMarkdown(page);
    if (options.format !== 'json') {
      const width = textWidth(terminal);
      return renderDriftText(page, { width, colour: terminal.colour });
    }
    const { generatedAt } = report;
    const document = {
      schema: driftSchemaId,
      generatedAt,
      tool,
      snapshot: report.snapshot,
      exitCode,
      drift: found,
      notices,
    };
    return `${JSON.stringify(document, null, 2)}\n`;
  }
}

function exitCodeOf({ changes, unseen }: DriftReport, accepted: readonly AcceptedGap[]): number {
  const apis = accepted.map(({ api }) => api);
  const open = changes.flatMap(({ owner, because }) => (owner === 'unknown' && because ? [{ because }] : []));
  const hidden = [...unseen, ...open].some(({ because }) =>
    because.some(({ reason, api }) => notReadable.includes(reason) && !(api !== null && apis.includes(api))),
  );
  if (hidden) return exitCodes.incomplete;
  return changes.some(isPersons) ? exitCodes.findings : exitCodes.clean;
}

const oldBaselineDays = 90;

/** Notices of the report that speak of what was compared, and of the age of the baseline. */
function noticesOf({ baseline, compared }: DriftReport, { notices, snapshot }: Report): Notice[] {
  const days = Math.floor((Date.parse(snapshot.takenAt) - Date.parse(baseline.takenAt)) / 86_400_000);
  const own: [boolean, string, string][] = [
    [
      days > oldBaselineDays,
      'baseline-old',
      `The baseline was taken ${days} days before the snapshot; look through the drift, then renew it with headroom baseline accept.`,
    ],
    [days < 0, 'baseline-later', 'The baseline is later than the snapshot: what is called before came after.'],
    [compared.length === 0, 'nothing-compared', 'Baseline and snapshot hold no scope in common: nothing was compared.'],
  ];
  return [
    ...own.filter(([holds]) => holds).map(([, code, message]) => ({ code, message })),
    ...notices.filter(({ code }) => ['snapshot-old', 'accepted-gap-expired'].includes(code)),
  ];
}

function inOneLine({ changes, unseen }: DriftReport): string {
  const persons = changes.filter(isPersons).length;
  const gaps = unseen.length > 0 ? `, ${plural(unseen.length, 'kind')} not seen whole` : '';
  const open = changes.filter(({ owner }) => owner === 'unknown').length;
  const unowned = open > 0 ? `, ${open} of which the owner is not known` : '';
  const owned = changes.length - persons;
  return `${plural(persons - open, 'change')} by people${unowned}, ${owned} by schedules, events, autoscalers or code${gaps}`;
}
