import type { OverridePlan, OverrideStep } from '../model/override-plan.ts';
import { quoteCommandLines } from './shell-quote.ts';
import { cleanLines, displayName, displayText, safeWorkflowLine } from './text-safety.ts';
import { wrap } from './wrap.ts';

const width = 120;

/** A planned override as text for a terminal: what changes, the commands in their order, and how to take each back. */
export function renderOverridePlan(plan: OverridePlan): string {
  const { target } = plan;
  const lines = [
    `Override of ${displayName(target.name)} (${target.kind}, account ${target.account}, ${target.region})`,
    `From ${plan.from ?? 'now'} until ${plan.until}${plan.event === null ? '' : `, for event ${displayName(plan.event)}`}; by what stood at ${plan.seenAt}`,
    '',
    ...valueLines(plan),
    ...plan.steps.flatMap((step, index) => ['', ...stepLines(step, index + 1)]),
    ...(plan.warnings.length > 0 ? ['', 'Before you run it:'] : []),
    ...plan.warnings.flatMap((warning) => wrap(displayText(warning), width, '  ! ', '    ')),
    '',
    'Nothing was run.',
  ];
  return `${lines.map(safeWorkflowLine).join('\n')}\n`;
}

function valueLines({ values }: OverridePlan): string[] {
  const told = (size: number | null) => (size === null ? 'none' : String(size));
  const rows = [
    ['', 'now', 'raised', 'back to', ''],
    ...values.map(({ value, now, raised, revertsTo, because }) => [
      displayName(value),
      told(now),
      told(raised),
      told(revertsTo),
      displayText(because),
    ]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    `  ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ')}`.trimEnd(),
  );
}

function stepLines({ title, at, commands, undo, caveats }: OverrideStep, number: number): string[] {
  const shell = (words: string[]) =>
    quoteCommandLines(words, width - 5).flatMap((line) =>
      cleanLines(line)
        .split('\n')
        .map((part) => `     ${part}`),
    );
  return [
    `${number}. ${title}${at === null ? '' : ` It happens at ${at}.`}`,
    ...commands.flatMap(shell),
    ...caveats.flatMap((caveat) => wrap(displayText(caveat), width, '   - ', '     ')),
    ...(undo.length > 0 ? ['   To take it back:', ...undo.flatMap(shell)] : []),
  ];
}
