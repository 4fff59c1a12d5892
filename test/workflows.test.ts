import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { lintWorkflow } from '../scripts/check-workflows.ts';

const folder = join(import.meta.dirname, '..', '.github', 'workflows');
const files = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')] as const);

interface Workflow {
  permissions: Record<string, string>;
  jobs: Record<string, { permissions: Record<string, string>; steps: { run?: string }[] }>;
}

const workflow = (name: string) => parse(files.find(([file]) => file === name)?.[1] ?? '') as Workflow;

describe('workflows', () => {
  it.each(files)('%s has no lint problem and pins every action', async (name, text) => {
    expect(await lintWorkflow(name, text)).toEqual([]);
  });

  it.each(files)('%s grants nothing at the top', (name) => {
    expect(workflow(name).permissions).toEqual({});
  });

  it('no job of the audit may both assume the role and write alerts', () => {
    const granted = Object.values(workflow('audit.yml').jobs).map((job) => job.permissions);
    expect(granted).toEqual([
      { contents: 'read', 'id-token': 'write' },
      { actions: 'read', contents: 'read', 'security-events': 'write' },
      {},
    ]);
  });

  it('the audit waits for the one before it', () => {
    expect(workflow('audit.yml')).toMatchObject({ concurrency: { 'cancel-in-progress': false } });
  });

  it.each([
    ['an unpinned action', '      - uses: actions/checkout@v7', 'pin the action by commit'],
    [
      'a step that does not exist',
      '      - run: echo EXPRESSION(steps.none.outputs.x)',
      'property "none" is not defined',
    ],
    [
      'text of a pull request in a script',
      '      - run: echo EXPRESSION(github.event.pull_request.title)',
      'untrusted',
    ],
  ])('the lint finds %s', async (_, step, expected) => {
    const run = step.replace(/EXPRESSION\((.*)\)/, '$${{ $1 }}');
    const text = `on: push\njobs:\n  one:\n    runs-on: ubuntu-24.04\n    steps:\n${run}\n`;
    expect((await lintWorkflow('x.yml', text)).join('\n')).toContain(expected);
  });
});
