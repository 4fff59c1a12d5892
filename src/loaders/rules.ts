import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Rule } from '../model/rule.ts';
import { compareText } from '../model/snapshot.ts';
import { type Problem, UsageError, usageErrorOf } from '../model/usage-error.ts';
import { fileErrorText, refusal } from './read-text.ts';
import type { Path } from './schema-problems.ts';
import { loadYaml, validateYaml, type YamlDocument, yamlProblem } from './yaml-document.ts';

/** Checks what the schema cannot: facts, operators and parameters of the conditions. Empty when all is well. */
export type CheckRule = (rule: Rule) => readonly { path: Path; message: string }[];

/** A rule with the file that it came from, so that later findings about it can say where. */
export interface RuleFile {
  rule: Rule;
  file: string;
  source: YamlDocument;
}

/**
 * Reads every rule below the folders, sorted by id. Throws one UsageError that lists the problems of all files.
 * @param dirs folders that are searched to any depth; a rule id may occur once in all of them
 * @param taken ids of rules that are there already, which no file may take
 */
export function loadRules(
  dirs: readonly string[],
  checkRule: CheckRule = () => [],
  taken: ReadonlySet<string> = new Set(),
): Rule[] {
  return loadRuleFiles(dirs, checkRule, taken).map(({ rule }) => rule);
}

/** As `loadRules`, with the file of each rule. */
export function loadRuleFiles(
  dirs: readonly string[],
  checkRule: CheckRule = () => [],
  taken: ReadonlySet<string> = new Set(),
): RuleFile[] {
  const problems: Problem[] = [];
  const loaded = new Map<string, RuleFile>();
  for (const file of dirs.flatMap(ruleFilesBelow)) {
    const found = collectProblems(problems, () => loadRuleFile(file, checkRule));
    if (found === null) continue;
    const first = loaded.get(found.rule.id)?.file ?? (taken.has(found.rule.id) ? 'the rules that ship' : undefined);
    if (first === undefined) loaded.set(found.rule.id, found);
    else problems.push(yamlProblem(found.source, ['id'], `rule "${found.rule.id}" exists already in ${first}`));
  }
  if (problems.length > 0) throw usageErrorOf(problems);
  return [...loaded.values()].sort((a, b) => compareText(a.rule.id, b.rule.id));
}

/** Reads one rule file. */
export function loadRuleFile(file: string, checkRule: CheckRule = () => []): RuleFile {
  const source = loadYaml(file, 'rule');
  const rule = validateYaml(source, Rule);
  const open = unfinishedPlaces(rule);
  const found = open.length > 0 ? open : checkRule(rule);
  const problems = found.map(({ path, message }) => yamlProblem(source, path, message));
  const name = basename(file, '.yaml');
  if (rule.id !== name) {
    problems.push(yamlProblem(source, ['id'], `expected the file name "${name}" as id; found "${rule.id}"`));
  }
  if (problems.length > 0) throw usageErrorOf(problems);
  return { rule, file, source };
}

/** Texts that still hold the TODO of a scaffold: a rule in the making never judges anything. */
function unfinishedPlaces(value: unknown, path: Path = []): { path: Path; message: string }[] {
  if (typeof value === 'string') {
    return /\bTODO\b/.test(value) ? [{ path, message: `still to be written: "${value}"` }] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    unfinishedPlaces(part, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

/** Rule files below a folder, sorted by path. */
function ruleFilesBelow(dir: string): string[] {
  const files: string[] = [];
  walkFolder(dir, (path) => {
    if (path.endsWith('.yml')) throw refusal(path, 'a rule file ends in .yaml; rename it, or it would be passed over');
    if (path.endsWith('.yaml')) files.push(path);
  });
  if (files.length === 0) throw refusal(dir, 'there is no rule file (*.yaml) in this folder');
  return files.sort(compareText);
}

function walkFolder(dir: string, visit: (path: string) => void): void {
  let entries: ReturnType<typeof entriesOf>;
  try {
    entries = entriesOf(dir);
  } catch (error) {
    throw refusal(dir, `cannot read this folder of rules: ${fileErrorText(error)}`);
  }
  for (const entry of entries) {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) walkFolder(path, visit);
    else visit(path);
  }
}

function entriesOf(dir: string) {
  return readdirSync(dir, { withFileTypes: true });
}

/** Runs a step and keeps the problems of its UsageError instead of throwing; null when it failed. */
function collectProblems<T>(problems: Problem[], step: () => T): T | null {
  try {
    return step();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    problems.push(...error.problems);
    return null;
  }
}
