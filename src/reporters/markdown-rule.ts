import type { Result } from '../model/report.ts';
import type { Section } from './byte-budget.ts';
import { defaultText, ownerText, placeText } from './finding-text.ts';
import type { RuleGroup } from './group.ts';
import { remediationText, scriptBlock, scriptOf } from './markdown-script.ts';
import { code, documentTitle, link, prose } from './markdown-text.ts';
import { displayName, displayText } from './text-safety.ts';

/** One rule as a `<details>` block: its subjects in a table, then the commands that mend them. */
export function ruleSection(group: RuleGroup, rank: number): Section {
  const parts = group.results.map((result) => ({
    row: rowOf(result),
    script: scriptOf(result.subject.name, placeText(result.subject), result.remediation?.commands ?? []),
    undo: scriptOf(result.subject.name, placeText(result.subject), result.remediation?.undo ?? []),
  }));
  return {
    rank,
    noun: 'finding',
    size: parts.length,
    render: (count) => renderRule(group, parts.slice(0, count)),
  };
}

/** One finding, rendered. */
interface Parts {
  row: string;
  script: string;
  undo: string;
}

function renderRule(group: RuleGroup, parts: readonly Parts[]): string {
  const left = group.results.length - parts.length;
  const undo = scriptBlock(parts.map((part) => part.undo));
  const lines = [
    // Blank line after the summary, or GitHub does not read the Markdown inside.
    `<details><summary><b>${group.severity}</b> ${code(group.rule)} ${prose(displayText(group.title))} (${group.results.length})</summary>`,
    '',
    ...aboutLines(group),
    '| Subject | Where | Finding |',
    '|---|---|---|',
    ...parts.map(({ row }) => row),
    '',
    ...(left > 0 ? [`… and ${left} more, left out for size.`, ''] : []),
    ...scriptBlock(parts.map(({ script }) => script)),
    ...(undo.length > 0 ? ['<details><summary>Undo</summary>', '', ...undo, '</details>', ''] : []),
    '</details>',
    '',
  ];
  return `${lines.join('\n')}\n`;
}

function aboutLines({ summary, sharedRemediation }: RuleGroup): string[] {
  const lines: string[] = [];
  if (summary?.rationale) lines.push(prose(displayText(summary.rationale)), '');
  if (sharedRemediation) lines.push(`Fix: ${remediationText(sharedRemediation)}`, '');
  const links = (summary?.references ?? []).map((url) => link(documentTitle(url), url)).filter((text) => text !== '');
  if (links.length > 0) lines.push(links.join(' · '), '');
  return lines;
}

function rowOf(result: Result): string {
  const details = [
    prose(displayText(result.message)),
    ...[defaultText(result), ...(result.notes ?? []).map((note) => `Note: ${displayText(note)}`)]
      .filter((text) => text !== null)
      .map(prose),
  ];
  const owner = ownerText(result);
  const mark = result.state === 'new' ? '**New** ' : '';
  const subject = [`${mark}${code(displayName(result.subject.name))}`, ...(owner === null ? [] : [prose(owner)])];
  return `| ${subject.join('<br>')} | ${code(placeText(result.subject))} | ${details.join('<br>')} |`;
}
