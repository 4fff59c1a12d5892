import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { loadYaml, validateYaml } from '../../src/loaders/yaml-document.ts';
import type { Rule } from '../../src/model/rule.ts';
import { compareText } from '../../src/model/snapshot.ts';
import { code, generatedNote, page, prose, table } from './markdown.ts';

const Lesson = z.strictObject({
  section: z.string().describe('Name of the line, which the `lesson` of a rule gives.'),
  text: z.string().describe('What the line says, in short.'),
  rules: z.array(z.string()).default([]).describe('Rules that serve the line, besides those whose lesson it is.'),
  feature: z.string().optional().describe('What else of the product serves the line.'),
  waits: z.string().optional().describe('Part of the product that will serve the line and is not there yet.'),
  why: z.string().optional().describe('Why configuration cannot show it.'),
  wrong: z.string().optional().describe('Where AWS works otherwise than the line says.'),
});
type Lesson = z.infer<typeof Lesson>;

const RunbookFile = z.strictObject({
  title: z.string(),
  about: z.string(),
  parts: z.array(z.strictObject({ title: z.string(), lessons: z.array(Lesson) })),
});

/** A runbook, line by line; `name` is what the `lesson` of a rule gives. */
export interface Runbook extends z.infer<typeof RunbookFile> {
  name: string;
}

/** Reads every runbook of a folder: one YAML file each. */
export function loadRunbooks(folder: string): Runbook[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  return files.sort(compareText).map((file) => ({
    name: basename(file, '.yaml'),
    ...validateYaml(loadYaml(join(folder, file), 'runbook'), RunbookFile),
  }));
}

/** What is wrong between runbooks and rules, one line each: lessons that are not in the list, rules that do not exist, lines that nothing serves. */
export function lessonProblems(runbooks: readonly Runbook[], rules: readonly Rule[]): string[] {
  const lines = runbooks.flatMap(linesOf);
  const known = new Set(lines.map(({ name, lesson }) => lessonKey(name, lesson.section)));
  const ids = new Set(rules.map(({ id }) => id));
  return [
    ...rules.flatMap(({ id, lesson }) => {
      if (!lesson) return [`rule ${id} names no lesson`];
      return known.has(lessonKey(lesson.runbook, lesson.section))
        ? []
        : [`rule ${id}: ${lesson.runbook} has no line "${lesson.section}"`];
    }),
    ...lines.flatMap(({ name, lesson }) => [
      ...lesson.rules.filter((id) => !ids.has(id)).map((id) => `${name}, ${lesson.section}: there is no rule ${id}`),
      ...(servedBy(name, lesson, rules).length > 0 || lesson.feature || lesson.waits || lesson.why
        ? []
        : [`${name}, ${lesson.section}: nothing serves it, and no reason is given`]),
    ]),
    ...repeated(lines.map(({ name, lesson }) => lessonKey(name, lesson.section))).map((key) => `${key} stands twice`),
  ];
}

/** docs/lessons.md: every line of the runbooks, and what became of it. */
export function lessonsPage(runbooks: readonly Runbook[], rules: readonly Rule[]): string {
  return page([
    generatedNote,
    '# Lessons',
    'Headroom comes from two operations runbooks. Each of their root causes, detection signals, decisions, resolution steps, preventive ' +
      'measures, emergency steps, routine checks and troubleshooting entries is listed here, with the rule that shows it, the part of the ' +
      'product that serves it, or the reason why configuration cannot show it. Where AWS works otherwise than a runbook says, that is said.',
    ...runbooks.flatMap((runbook) => [
      `## ${prose(runbook.title)}`,
      prose(runbook.about),
      ...runbook.parts.flatMap(({ title, lessons }) => [
        `### ${prose(title)}`,
        table(
          ['line', 'what it says', 'what serves it'],
          lessons.map((lesson) => [prose(lesson.section), prose(lesson.text), outcomeOf(runbook.name, lesson, rules)]),
        ),
      ]),
    ]),
  ]);
}

function outcomeOf(name: string, lesson: Lesson, rules: readonly Rule[]): string {
  const links = servedBy(name, lesson, rules).map((id) => `[${id}](rules/${id}.md)`);
  return [
    links.join(', '),
    lesson.feature && prose(lesson.feature),
    lesson.waits && `Not yet: ${prose(lesson.waits)}.`,
    lesson.why && `Not in configuration: ${prose(lesson.why)}`,
    lesson.wrong && `**AWS:** ${prose(lesson.wrong)}`,
  ]
    .filter(Boolean)
    .join('<br>');
}

/** Rules whose lesson is the line, and those that the line names besides. */
function servedBy(name: string, { section, rules: also }: Lesson, rules: readonly Rule[]): string[] {
  const own = rules.filter(({ lesson }) => lesson?.runbook === name && lesson.section === section).map(({ id }) => id);
  return [...new Set([...own, ...also])].sort(compareText);
}

const linesOf = ({ name, parts }: Runbook) =>
  parts.flatMap(({ lessons }) => lessons.map((lesson) => ({ name, lesson })));

const lessonKey = (runbook: string, section: string) => `${runbook}: ${section}`;

function repeated(keys: readonly string[]): string[] {
  return keys.filter((key, index) => keys.indexOf(key) !== index).map(code);
}
