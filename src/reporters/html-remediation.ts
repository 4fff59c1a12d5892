import { quoteCommandLines } from './shell-quote.ts';
import { displayText, escapeHtml, escapeHtmlLines } from './text-safety.ts';

export function paragraph(text: string, className?: string): string {
  return `<p${className ? ` class="${className}"` : ''}>${escapeHtml(text)}</p>\n`;
}

/** What mends something, and what to know first. */
export function remediationText({ summary, caveats }: { summary: string; caveats: readonly string[] }): string {
  const notes = caveats.map((caveat) => paragraph(`Note: ${displayText(caveat)}`, 'aside'));
  return [paragraph(`Fix: ${displayText(summary)}`), ...notes].join('');
}

/** The commands of a remediation to copy, and folded away those that undo them. */
export function scriptBlocks(remediation: { commands: readonly string[][]; undo: readonly string[][] }): string {
  const undo = commandBlock(remediation.undo);
  const folded = undo === '' ? '' : `<details class="undo"><summary>Undo</summary>\n${undo}</details>\n`;
  return commandBlock(remediation.commands) + folded;
}

function commandBlock(commands: readonly string[][]): string {
  if (commands.length === 0) return '';
  const text = commands.flatMap((command) => quoteCommandLines(command, 100)).join('\n');
  return `<pre><code>${escapeHtmlLines(text)}</code></pre>\n`;
}
