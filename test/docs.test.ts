import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { declaredReads } from '../src/collectors/aws/registry.ts';
import { run } from '../src/commands/program.ts';
import { subjectKinds } from '../src/evaluator/subjects.ts';
import { loadEvents } from '../src/loaders/events.ts';
import { loadPolicy } from '../src/loaders/policy.ts';
import { loadRules } from '../src/loaders/rules.ts';
import { loadWaivers } from '../src/loaders/waivers.ts';
import { reportFormats } from '../src/reporters/reporter.ts';
import { aTerminal } from './support/terminal.ts';

const root = join(import.meta.dirname, '..');
const scratch = mkdtempSync(join(tmpdir(), 'headroom-docs-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const written = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...markdownIn('docs')];
const pages = [...written, ...markdownIn('docs/rules')].map((path): [string, string] => [
  path,
  readFileSync(join(root, path), 'utf8'),
]);

function markdownIn(folder: string): string[] {
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`);
}

/** Fenced blocks of a language in a page; indentation within lists is taken away. */
function blocks(text: string, language: string): string[] {
  return [...text.matchAll(/^( *)```(\w+)\n([\s\S]*?)^ *```$/gm)]
    .filter(([, , found]) => found === language)
    .map(([, indent = '', , body = '']) => body.replaceAll(new RegExp(`^${indent}`, 'gm'), ''));
}

describe('links', () => {
  it.each(pages)('%s leads to files and headings that exist', (path, text) => {
    const prose = text.replace(/^( *)```[\s\S]*?^ *```$/gm, '');
    const broken = [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target = '']) => target)
      .filter((target) => !target.startsWith('https://'))
      .filter((target) => !leadsSomewhere(path, target));
    expect(broken).toEqual([]);
  });
});

function leadsSomewhere(from: string, target: string): boolean {
  const [path = '', heading] = target.split('#');
  const file = path === '' ? join(root, from) : join(root, dirname(from), path);
  if (!existsSync(file)) return false;
  return heading === undefined || headings(readFileSync(file, 'utf8')).includes(heading);
}

/** Anchors that GitHub gives to headings. */
function headings(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe('examples of configuration', () => {
  const rules = loadRules([join(root, 'rules')]);
  const known = {
    rules,
    kinds: [...subjectKinds.keys()],
    apis: declaredReads().map((read) => read.api),
    now: Date.parse('2026-11-22T04:00:00Z'),
  };
  const examples = pages.flatMap(([path, text]) => blocks(text, 'yaml').map((yaml): [string, string] => [path, yaml]));

  it('are found', () => {
    const of = (path: string) => examples.filter(([from]) => from === path).map(([, yaml]) => yaml.split('\n')[0]);
    expect(of('docs/policy.md')).toEqual(['# headroom.yaml', '# waivers.yaml']);
    expect(of('docs/events.md')).toEqual(['# events.yaml']);
    expect(of('README.md')).toEqual(['# headroom.yaml']);
  });

  function examplePolicy() {
    const [policy = ''] = examples.flatMap(([path, yaml]) => (path === 'docs/policy.md' ? yaml : []));
    const path = join(scratch, 'headroom.yaml');
    writeFileSync(path, policy);
    return loadPolicy(path, known).policy;
  }

  it.each(examples.filter(([path]) => path !== 'docs/github.md'))('%s: is accepted', (_, yaml) => {
    const path = join(scratch, 'example.yaml');
    writeFileSync(path, yaml);
    const load = () => {
      if (yaml.startsWith('# waivers.yaml')) return loadWaivers(path, { ...known, timezone: 'UTC' });
      if (yaml.startsWith('# events.yaml'))
        return loadEvents(path, { ...known, policy: examplePolicy(), hasPolicy: true });
      return loadPolicy(path, known);
    };
    expect(load).not.toThrow();
  });

  it('the example policy tells every member that a workload has', async () => {
    const { Workload, Policy } = await import('../src/model/policy.ts');
    const text = readFileSync(join(root, 'docs/policy.md'), 'utf8');
    const named = [...Object.keys(Workload.shape), ...Object.keys(Policy.shape)].filter(
      (name) => !new RegExp(`\\b${name}\\b`).test(text),
    );
    expect(named).toEqual([]);
  });

  it('the calendar page tells every member that an event and its targets have', async () => {
    const { CalendarEvent, EventTarget } = await import('../src/model/event.ts');
    const text = readFileSync(join(root, 'docs/events.md'), 'utf8');
    const names = [...Object.keys(CalendarEvent.shape), ...Object.keys(EventTarget.shape)];
    expect(names.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });
});

describe('commands', () => {
  const commands = pages.flatMap(([path, text]) =>
    blocks(text, 'sh')
      .flatMap((block) => block.replaceAll('\\\n', ' ').split('\n'))
      .filter((line) => /^(headroom|node [\w/.]*dist\/cli\.js|npm run headroom --) /.test(line))
      .map((line): [string, string] => [path, line.replace(/ +#.*$/, '').replace(/ > .*$/, '')]),
  );

  it('are found', () => expect(commands.length).toBeGreaterThan(8));

  it.each(commands)('%s: `%s` names what there is', async (_, line) => {
    const words = line.replace(/^(headroom|node \S+|npm run headroom --) /, '').split(/\s+/);
    const path = words.slice(0, words.findIndex((word) => word.startsWith('-')) >>> 0);
    const command = ['baseline', 'override', 'rules'].includes(path[0] ?? '') ? path.slice(0, 2) : path.slice(0, 1);
    const recorded = aTerminal();

    const code = await run([...command, '--help'], recorded.terminal);

    expect(code).toBe(0);
    const help = recorded.stdout();
    expect(help).toContain(`headroom ${command.join(' ')}`);
    for (const flag of words.filter((word) => word.startsWith('--'))) expect(help).toContain(`${flag} `);
    for (const [, format = ''] of line.matchAll(/--report (\w+)/g)) expect(reportFormats).toContain(format);
  });

  it('of npm are scripts of the package', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object };
    const named = pages.flatMap(([, text]) => [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name));
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it('of the quick start are two blocks that need Node and npm alone', () => {
    const [, quickStart = ''] =
      /^## Quick start\n([\s\S]*?)^## /m.exec(readFileSync(join(root, 'README.md'), 'utf8')) ?? [];
    expect(blocks(quickStart, 'sh')).toEqual(['npm ci\nnpm run build\nnode dist/cli.js demo\n', 'npm ci\nnpm test\n']);
  });
});

describe('prose', () => {
  it.each(pages)('%s is plain text without emojis or machine paths', (_, text) => {
    expect(text).not.toMatch(/\p{Extended_Pictographic}/u);
    expect(text).not.toMatch(/\/(work|home|Users|tmp|root)\//);
  });
});
