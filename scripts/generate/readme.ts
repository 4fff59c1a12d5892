import { policyDocument } from '../../src/commands/iam-policy.ts';
import type { RuleFile } from '../../src/loaders/rules.ts';
import { exitCodes } from '../../src/model/exit-code.ts';
import { demoExcerpt } from './demo-excerpt.ts';
import { fenced, table } from './markdown.ts';
import { readmeRules } from './rule-table.ts';

const exitCodeTexts: Record<keyof typeof exitCodes, string> = {
  clean: 'nothing at or above `failOn` (default `high`)',
  findings: 'findings at or above `failOn`',
  usage: 'wrong usage, configuration or rule file',
  incomplete: 'incomplete: something that matters could not be read; `--allow-incomplete` turns it into 0 or 1',
};

/** The README with its generated blocks renewed; everything between the markers is replaced. */
export async function readmeText(current: string, files: readonly RuleFile[]): Promise<string> {
  const blocks: Record<string, string> = {
    demo: fenced('text', await demoExcerpt()),
    'exit-codes': exitCodeTable(),
    'iam-policy': fenced('json', JSON.stringify(policyDocument(), null, 2)),
    rules: readmeRules(files),
  };
  return Object.entries(blocks).reduce((text, [name, block]) => replaceBlock(text, name, block), current);
}

function exitCodeTable(): string {
  const names = Object.keys(exitCodes) as (keyof typeof exitCodes)[];
  return table(
    ['code', 'meaning'],
    names.map((name) => [String(exitCodes[name]), exitCodeTexts[name]]),
  );
}

/** A page with the text between two markers replaced. */
export function replaceBlock(text: string, name: string, block: string): string {
  const open = `<!-- generated:${name} -->`;
  const close = `<!-- /generated:${name} -->`;
  const start = text.indexOf(open);
  const end = text.indexOf(close);
  if (start < 0 || end < start) throw new Error(`the page lacks the markers ${open} … ${close}`);
  return `${text.slice(0, start + open.length)}\n${block}\n${text.slice(end)}`;
}
