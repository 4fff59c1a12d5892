import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lessonProblems, lessonsPage, loadRunbooks } from '../scripts/generate/lessons.ts';
import { allRules } from './support/sandbox-audit.ts';

const runbooks = loadRunbooks(join(import.meta.dirname, '../lessons'));
const [first] = allRules;
if (!first) throw new Error('no rules');

describe('the lessons of the runbooks', () => {
  it('are all served, and every rule names one of them', () => {
    expect(lessonProblems(runbooks, allRules)).toEqual([]);
  });

  it('are all on the page, with their rules', () => {
    const text = lessonsPage(runbooks, allRules);
    const plain = text.replaceAll('\\', '');
    for (const { parts } of runbooks) {
      for (const { lessons } of parts) for (const { section } of lessons) expect(plain).toContain(`| ${section} |`);
    }
    for (const { id } of allRules) expect(text).toContain(`[${id}](rules/${id}.md)`);
  });

  it('that a rule makes up are found', () => {
    const stray = { ...first, lesson: { runbook: 'auto-scaling-operations', section: 'Emergency 9' } };
    expect(lessonProblems(runbooks, [...allRules.slice(1), stray])).toEqual([
      `rule ${first.id}: auto-scaling-operations has no line "Emergency 9"`,
    ]);
  });

  it('whose rule is gone are found, and rules without a lesson', () => {
    const { lesson: _, ...without } = first;
    expect(lessonProblems(runbooks, [...allRules.slice(1), without])).toEqual([`rule ${first.id} names no lesson`]);
    const problems = lessonProblems(runbooks, allRules.slice(1));
    expect(problems.length).toBeGreaterThan(0);
    for (const problem of problems) expect(problem).toContain(`there is no rule ${first.id}`);
  });
});
