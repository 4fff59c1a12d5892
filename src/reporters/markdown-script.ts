import { fenced, prose } from './markdown-text.ts';
import { quoteCommandLines } from './shell-quote.ts';
import { clean, displayName, displayText } from './text-safety.ts';

const commandWidth = 100;

/** Commands for one subject, under a comment that names it. */
export function scriptOf(name: string, place: string | null, commands: readonly string[][]): string {
  if (commands.length === 0) return '';
  const comment = `# ${clean(displayName(name))}${place === null ? '' : ` (${place})`}`;
  return [comment, ...commands.flatMap((command) => quoteCommandLines(command, commandWidth))].join('\n');
}

/** Scripts as one block to copy; nothing where there is none. */
export function scriptBlock(scripts: readonly string[]): string[] {
  const script = scripts.filter((text) => text !== '').join('\n\n');
  return script === '' ? [] : [fenced(script, 'sh'), ''];
}

/** What mends something, and what to know first. */
export function remediationText({ summary, caveats }: { summary: string; caveats: readonly string[] }): string {
  return [prose(displayText(summary)), ...caveats.map((caveat) => `Note: ${prose(displayText(caveat))}`)].join(' ');
}
