import { leavesOf } from '../../src/evaluator/condition.ts';
import { judgeExample } from '../../src/evaluator/examples.ts';
import { subjectKinds as kindByName } from '../../src/evaluator/subjects.ts';
import { factDefinition } from '../../src/evaluator/vocabulary.ts';
import type { ReportRemediation } from '../../src/model/report.ts';
import { type Condition, type Example, type Rule, subjectKinds } from '../../src/model/rule.ts';
import { quoteCommandLines } from '../../src/reporters/shell-quote.ts';
import { code, fenced, generatedNote, listed, page, prose, table } from './markdown.ts';
import { needsWords, severityWords } from './rule-table.ts';
import { conditionList, valueWords } from './words.ts';

const commandWidth = 100;

/** Page of one rule, with what its examples really say. */
export async function rulePage(rule: Rule): Promise<string> {
  return page([
    generatedNote,
    `# ${rule.id}`,
    `${prose(rule.title)}.`,
    summaryList(rule),
    `## Why\n\n${prose(rule.rationale)}`,
    conditionSection(rule),
    parameterSection(rule),
    await remediationSection(rule),
    await exampleSection(rule),
    referenceSection(rule),
  ]);
}

function summaryList(rule: Rule): string {
  const subjects = subjectKinds(rule).map((kind) => `[${kind}](../facts.md#${kind})`);
  return [
    `- Severity: ${severityWords(rule)}`,
    `- Judges: ${listed(subjects)}`,
    `- Needs: ${needsWords(rule) || 'nothing beside the account'}`,
  ].join('\n');
}

function conditionSection(rule: Rule): string {
  return page([
    '## Condition',
    rule.when
      ? `Applies where all of this holds; elsewhere the outcome is not-applicable:\n\n${conditionList(rule.when, rule).join('\n')}`
      : `Applies to every ${listed(subjectKinds(rule).map(titleOf), 'and')}.`,
    `Passes when all of this holds; where it hangs on a value that is not known, the outcome is unknown:\n\n${conditionList(rule.require, rule).join('\n')}`,
    `What is compared:\n\n${factTable(rule)}`,
  ]).trimEnd();
}

function factTable(rule: Rule): string {
  const escalations = typeof rule.severity === 'string' ? [] : rule.severity.escalate.map((one) => one.when);
  const conditions: Condition[] = [...(rule.when ? [rule.when] : []), rule.require, ...escalations];
  const leaves = conditions.flatMap((condition) => leavesOf(condition));
  const names = leaves.flatMap(({ fact, value }) => {
    const other = typeof value === 'object' && value !== null && 'fact' in value ? [String(value.fact)] : [];
    return [fact, ...other];
  });
  const facts = [...new Set(names)].filter((name) => !name.startsWith('param.'));
  return table(
    ['fact', 'meaning'],
    facts.map((name) => [code(name), prose(descriptionOf(name, rule))]),
  );
}

function descriptionOf(name: string, rule: Rule): string {
  for (const kindName of subjectKinds(rule)) {
    const kind = kindByName.get(kindName);
    const definition = kind && factDefinition(kind, name);
    if (definition) return definition.description;
  }
  return '';
}

function titleOf(kind: string): string {
  const title = kindByName.get(kind)?.title ?? kind;
  return /^[A-Z][a-z]/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
}

function parameterSection(rule: Rule): string | null {
  const rows = Object.entries(rule.parameters).map(([name, parameter]) => [
    code(name),
    valueWords(parameter.default, parameter.unit),
    prose(parameter.description),
  ]);
  if (rows.length === 0) return null;
  const [first, one] = Object.entries(rule.parameters)[0] ?? [];
  const example = `parameters:\n  ${rule.id}: { ${first}: ${JSON.stringify(one?.default)} }`;
  return page([
    '## Parameters',
    table(['parameter', 'default', 'meaning'], rows),
    `Set them in \`headroom.yaml\`, for all or for one workload ([policy](../policy.md#parameters)):`,
    fenced('yaml', example),
  ]).trimEnd();
}

async function remediationSection(rule: Rule): Promise<string> {
  const [example] = rule.examples.fail;
  const remediation = example ? (await judgeExample(rule, example)).remediation : null;
  if (!remediation) return `## Remediation\n\n${prose(rule.remediation.summary)}`;
  return page([
    '## Remediation',
    prose(remediation.summary),
    remediation.caveats.length > 0 ? remediation.caveats.map((caveat) => `- ${prose(caveat)}`).join('\n') : null,
    ...commandBlocks(remediation),
  ]).trimEnd();
}

function commandBlocks({ commands, undo }: ReportRemediation): string[] {
  const block = (list: string[][]) =>
    fenced('sh', list.flatMap((command) => quoteCommandLines(command, commandWidth)).join('\n'));
  return [
    ...(commands.length > 0 ? ['For the first example below that would be:', block(commands)] : []),
    ...(undo.length > 0 ? ['To undo it:', block(undo)] : []),
  ];
}

const outcomeTitles = {
  fail: 'Fails',
  pass: 'Passes',
  unknown: 'Unknown',
  'not-applicable': 'Not applicable',
} as const;

async function exampleSection(rule: Rule): Promise<string> {
  const sections: string[] = ['## Examples', 'Each is run by `headroom rules test`.'];
  for (const outcome of ['fail', 'pass', 'unknown', 'not-applicable'] as const) {
    const examples = rule.examples[outcome];
    if (examples.length === 0) continue;
    const items: string[] = [];
    const told = new Set<string>();
    for (const example of examples) items.push(await exampleItem(rule, outcome, example, told));
    sections.push(`### ${outcomeTitles[outcome]}`, items.join('\n'));
  }
  return page(sections).trimEnd();
}

/** One example; what it says follows where no example before it said the same. */
async function exampleItem(rule: Rule, outcome: string, example: Example, told: Set<string>): Promise<string> {
  const item = `- ${prose(example.name)}`;
  if (outcome !== 'fail' && outcome !== 'unknown') return item;
  const { message, verdict } = await judgeExample(rule, example);
  const severity = outcome === 'fail' ? ` (${verdict.severity})` : '';
  if (told.has(message)) return `${item}${severity}`;
  told.add(message);
  // Examples have listings without an API of their own.
  const text = message.replace(/example:List-([\w-]+)/g, 'the listing of $1');
  return `${item}${severity}:\n  > ${prose(text)}`;
}

function referenceSection(rule: Rule): string {
  const lesson = rule.lesson ? [`- Runbook ${code(rule.lesson.runbook)}, ${prose(rule.lesson.section)}`] : [];
  return `## References\n\n${[...rule.references.map((url) => `- <${url}>`), ...lesson].join('\n')}`;
}
