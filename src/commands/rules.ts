import { leavesOf } from '../evaluator/condition.ts';
import { checkExamples, judgeExample } from '../evaluator/examples.ts';
import { exitCodes } from '../model/exit-code.ts';
import { nameHint } from '../model/nearest-name.ts';
import { defaultSeverity, type Rule, subjectKinds } from '../model/rule.ts';
import { UsageError } from '../model/usage-error.ts';
import { quoteCommand } from '../reporters/shell-quote.ts';
import { readRules } from './inputs.ts';
import type { Terminal } from './terminal.ts';

export interface RulesOptions {
  rules?: string[];
  format?: string;
}

/** Lists every rule, or as JSON everything about them. */
export async function listRules(options: RulesOptions, terminal: Terminal): Promise<number> {
  const { all } = readRules(options, terminal);
  if (options.format === 'json') {
    terminal.stdout(`${JSON.stringify(all, null, 2)}\n`);
    return exitCodes.clean;
  }
  const width = Math.max(...all.map((rule) => rule.id.length));
  for (const rule of all) {
    const needs = rule.needs.length > 0 ? `  (needs ${rule.needs.join(', ')})` : '';
    terminal.stdout(`${defaultSeverity(rule).padEnd(8)}  ${rule.id.padEnd(width)}  ${rule.title}${needs}\n`);
  }
  return exitCodes.clean;
}

/** Shows one rule: what it means, what it looks at, what a finding says and how it is mended. */
export async function showRule(id: string, options: RulesOptions, terminal: Terminal): Promise<number> {
  const { all } = readRules(options, terminal);
  const rule = all.find((one) => one.id === id);
  if (!rule)
    throw new UsageError(
      `unknown rule "${id}"${
        nameHint(
          id,
          all.map((one) => one.id),
        ) || '; "headroom rules list" names them all'
      }`,
    );
  terminal.stdout(options.format === 'json' ? `${JSON.stringify(rule, null, 2)}\n` : await describe(rule));
  return exitCodes.clean;
}

async function describe(rule: Rule): Promise<string> {
  const facts = [
    ...new Set([...(rule.when ? leavesOf(rule.when) : []), ...leavesOf(rule.require)].map((leaf) => leaf.fact)),
  ];
  const parameters = Object.entries(rule.parameters).map(
    ([name, one]) => `  ${name} = ${JSON.stringify(one.default)}${one.unit ? ` ${one.unit}` : ''}: ${one.description}`,
  );
  const [example] = rule.examples.fail;
  const shown = example ? await judgeExample(rule, example) : null;
  const commands = shown?.remediation?.commands.map((command) => `  ${quoteCommand(command)}`) ?? [];
  return [
    `${rule.id}: ${rule.title}`,
    `severity ${defaultSeverity(rule)}, judges ${subjectKinds(rule).join(', ')}${rule.needs.length > 0 ? `, needs ${rule.needs.join(', ')}` : ''}`,
    '',
    rule.rationale.trim(),
    '',
    ...(parameters.length > 0 ? ['Parameters', ...parameters, ''] : []),
    `Looks at ${facts.join(', ')}`,
    '',
    ...(shown && example ? [`A finding (${example.name})`, `  ${shown.message}`, ''] : []),
    rule.remediation.summary,
    ...commands,
    ...rule.remediation.caveats.map((caveat) => `  note: ${caveat}`),
    '',
    ...rule.references,
    '',
  ].join('\n');
}

/** Runs the examples of every rule, the user's own included. */
export async function testRules(folders: string[], options: RulesOptions, terminal: Terminal): Promise<number> {
  const { all } = readRules({ rules: [...(options.rules ?? []), ...folders] }, terminal);
  let examples = 0;
  let failed = 0;
  for (const rule of all) {
    const problems = await checkExamples(rule);
    examples += Object.values(rule.examples).flat().length;
    if (problems.length === 0) continue;
    failed += 1;
    for (const problem of problems) terminal.stdout(`${rule.id}: ${problem}\n`);
  }
  terminal.stdout(`${all.length} rules, ${examples} examples, ${failed} rules with problems\n`);
  return failed > 0 ? exitCodes.usage : exitCodes.clean;
}
