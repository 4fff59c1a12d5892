import { randomUUID } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { run } from '../commands/program.ts';
import type { Terminal } from '../commands/terminal.ts';
import { exitCodes } from '../model/exit-code.ts';
import { Report } from '../model/report.ts';
import { UsageError } from '../model/usage-error.ts';
import { WeeklyDocument } from '../model/weekly-document.ts';
import { cleanLines } from '../reporters/text-safety.ts';
import { type ActionCommand, type ActionInputs, readInputs } from './inputs.ts';

/** Report formats of a command, as file names in the folder of the reports. */
const reportsOf: Readonly<Record<ActionCommand, readonly [format: string, file: string][]>> = {
  audit: [
    ['json', 'report.json'],
    ['markdown', 'report.md'],
    ['html', 'report.html'],
    ['junit', 'junit.xml'],
    ['sarif', 'sarif/'],
  ],
  gate: [
    ['json', 'report.json'],
    ['markdown', 'report.md'],
    ['html', 'report.html'],
    ['junit', 'junit.xml'],
    ['sarif', 'report.sarif'],
  ],
  weekly: [
    ['json', 'report.json'],
    ['markdown', 'report.md'],
    ['html', 'report.html'],
  ],
};

/**
 * Runs Headroom as a step of a workflow: inputs become flags, reports go into a folder, the Markdown one into the summary of
 * the step, the gravest findings into annotations, and verdict and counts into outputs.
 * @returns the exit code of the step
 */
export async function runAction(terminal: Terminal): Promise<number> {
  try {
    return await runStep(readInputs(terminal.env), terminal);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    terminal.stdout(`::error title=Headroom::${escapeData(cleanLines(error.message))}\n`);
    setOutputs({ 'exit-code': String(exitCodes.usage) }, terminal);
    return exitCodes.usage;
  }
}

async function runStep(inputs: ActionInputs, terminal: Terminal): Promise<number> {
  const { command, flags, annotations, fail, summary } = inputs;
  const cwd = resolve(terminal.cwd, inputs.workingDirectory);
  const folder = resolve(cwd, inputs.reports || join(terminal.env.RUNNER_TEMP || cwd, 'headroom'));
  const onStdout = command === 'weekly' ? [] : [annotations ? 'github' : 'console'];
  const files = reportsOf[command].map(([format, file]) => `${format}=${join(folder, file)}`);
  const reports = [...onStdout, ...files].flatMap((report) => ['--report', report]);
  // What an earlier step left there must not speak for this one, where it writes nothing.
  for (const name of ['report.json', 'report.md']) rmSync(join(folder, name), { force: true });
  const code = await run([command, ...flags, ...reports], { ...terminal, cwd });
  if (summary) appendSummary(join(folder, 'report.md'), terminal);
  setOutputs(
    { 'exit-code': String(code), reports: folder, ...countsOf(command, join(folder, 'report.json')) },
    terminal,
  );
  if (code === exitCodes.usage)
    terminal.stdout('::error title=Headroom::wrong usage or configuration; the log says what\n');
  return fail ? code : exitCodes.clean;
}

/** Verdict and counts of the report; none where no report was written. */
function countsOf(command: ActionCommand, path: string): Record<string, string> {
  if (!existsSync(path)) return {};
  const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
  const weekly = command === 'weekly' ? WeeklyDocument.parse(value) : null;
  const { verdict, summary, since } = weekly ? weekly.report : Report.parse(value);
  return {
    verdict,
    findings: String(summary.fail),
    critical: String(summary.bySeverity.critical ?? 0),
    high: String(summary.bySeverity.high ?? 0),
    unknown: String(summary.unknown),
    waived: String(summary.waived),
    new: since ? String(since.new) : '',
    'usd-per-day': weekly && weekly.totals.usdPerDay.now !== null ? String(weekly.totals.usdPerDay.now) : '',
  };
}

function appendSummary(path: string, { env }: Terminal): void {
  if (!env.GITHUB_STEP_SUMMARY || !existsSync(path)) return;
  appendFileSync(env.GITHUB_STEP_SUMMARY, readFileSync(path));
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-an-output-parameter */
function setOutputs(outputs: Readonly<Record<string, string>>, { env }: Terminal): void {
  if (!env.GITHUB_OUTPUT) return;
  // A value cannot end what it cannot guess.
  const end = `end-${randomUUID()}`;
  const lines = Object.entries(outputs).map(([name, value]) => `${name}<<${end}\n${value}\n${end}\n`);
  appendFileSync(env.GITHUB_OUTPUT, lines.join(''));
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#about-workflow-commands */
const escapeData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
