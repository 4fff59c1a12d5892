import type { ReporterOptions } from './reporter.ts';
import { quoteCommandLines } from './shell-quote.ts';
import { displayText } from './text-safety.ts';
import { wrap } from './wrap.ts';

export type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'cyan' | 'green';

/** What a page for a terminal is written on. */
export interface Paper {
  width: number;
  paint(style: Style, text: string): string;
}

const ansi: Record<Style, number> = { bold: 1, dim: 2, red: 31, yellow: 33, cyan: 36, green: 32 };

export function paperOf({ width = 80, colour = false }: ReporterOptions): Paper {
  return {
    width: Math.max(40, width),
    paint: (style, text) => (colour ? `\u001b[${ansi[style]}m${text}\u001b[0m` : text),
  };
}

/** Commands to copy, one after the other. */
export function commandLines(commands: readonly string[][], indent: string, paper: Paper): string[] {
  return commands
    .flatMap((command) => quoteCommandLines(command, paper.width - indent.length - 2))
    .flatMap((line) => `${indent}  ${line}`.split('\n')); // No indent after a newline inside a quoted argument.
}

/** A way to mend something: what it does, what to know, the commands and how to undo them. */
export function remediationLines(
  { summary, caveats }: { summary: string; caveats: readonly string[] },
  indent: string,
  paper: Paper,
): string[] {
  return [
    ...wrap(`Fix: ${displayText(summary)}`, paper.width, indent),
    ...caveats.flatMap((caveat) => noteLines(caveat, indent, paper)),
  ];
}

/** The commands of a remediation and those that undo them. */
export function scriptLines(
  { commands, undo }: { commands: readonly string[][]; undo: readonly string[][] },
  indent: string,
  paper: Paper,
): string[] {
  const back = undo.length > 0 ? [`${indent}Undo:`, ...commandLines(undo, indent, paper)] : [];
  return [...commandLines(commands, indent, paper), ...back];
}

export function noteLines(note: string, indent: string, paper: Paper): string[] {
  return wrap(`Note: ${displayText(note)}`, paper.width, indent);
}
