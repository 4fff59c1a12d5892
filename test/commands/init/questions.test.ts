import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { converse, Interrupted } from '../../../src/commands/conversation.ts';
import { run } from '../../../src/commands/program.ts';
import { githubOrigin } from '../../../src/loaders/git-remote.ts';
import { atHome, hasPseudoTerminal, onTerminal, sources } from '../../support/pseudo-terminal.ts';
import { aTerminal } from '../../support/terminal.ts';

const commit = '0123456789abcdef0123456789abcdef01234567';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'headroom-init-'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const written = () => readdirSync(cwd, { recursive: true, encoding: 'utf8' }).sort();
const read = (path: string) => readFileSync(join(cwd, path), 'utf8');

describe.skipIf(!hasPseudoTerminal)('on a terminal', () => {
  it('asks, asks again where an answer cannot be read, and writes what was answered', async () => {
    const { code, screen } = await onTerminal(
      ['init'],
      cwd,
      [
        ['Regions to audit [eu-west-1]: ', '\r'],
        ['events.yaml (yes or no) [yes]: ', 'maybe\r'],
        ['expected yes or no; found "maybe"', ''],
        ['events.yaml (yes or no) [yes]: ', 'n\r'],
        ['(audit, gate, weekly or none) [audit]: ', 'audit, gat\r'],
        ['unknown workflow "gat"; did you mean "gate"?', ''],
        ['(audit, gate, weekly or none) [audit]: ', 'audit, gate\r'],
        ['owner/name@commit: ', `acme/headroom@${commit}\r`],
        ['both or none) [cloudformation]: ', '\r'],
        ['that may assume it, owner/name: ', 'acme/shop\r'],
        ['Account of the role', '111122223333\r'],
        ['Write these files (yes or no) [yes]: ', '\r'],
      ],
      atHome({ AWS_REGION: 'eu-west-1' }),
    );

    expect(screen).toContain('headroom: written: headroom.yaml, .github/workflows/headroom-audit.yml');
    expect(code).toBe(0);
    expect(written()).toEqual([
      '.github',
      '.github/workflows',
      '.github/workflows/headroom-audit.yml',
      '.github/workflows/headroom-gate.yml',
      'headroom-role.yaml',
      'headroom.yaml',
    ]);
    expect(read('headroom.yaml')).toContain('\nregions: [eu-west-1]');
    expect(read('.github/workflows/headroom-audit.yml')).toContain(
      `acme/headroom/.github/workflows/audit.yml@${commit}`,
    );
    expect(read('headroom-role.yaml')).toContain('Default: acme/shop');
  });

  it.each([
    ['Ctrl-C at the first question', [['Regions to audit', '\x03']]],
    [
      'Ctrl-C at the last question',
      [
        ['Regions to audit', '\r'],
        ['events.yaml', '\r'],
        ['or none)', 'none\r'],
        ['both or none)', '\r'],
        ['Write these files', '\x03'],
      ],
    ],
    ['the end of the input', [['Regions to audit', '\x04']]],
  ] as const)('%s writes nothing and ends 130', async (_, talk) => {
    const { code, screen } = await onTerminal(['init'], cwd, talk);
    expect(screen).toContain('nothing was written');
    expect(code).toBe(130);
    expect(written()).toEqual([]);
  });

  it('writes nothing where the answer is no', async () => {
    const { code, screen } = await onTerminal(['init'], cwd, [
      ['Regions to audit', '\r'],
      ['events.yaml', '\r'],
      ['or none)', 'none\r'],
      ['both or none)', '\r'],
      ['Write these files', 'no\r'],
    ]);
    expect(screen).toContain('headroom: nothing was written');
    expect(code).toBe(0);
    expect(written()).toEqual([]);
  });

  it.each([
    ['CI is set', ['init'], atHome({ CI: 'true' })],
    ['a flag says what to write', ['init', '--events'], atHome()],
    ['--yes is given', ['init', '--yes'], atHome()],
  ])('asks nothing where %s', async (_, args, env) => {
    const { code, screen } = await onTerminal(args, cwd, [['[', '\x03']], env);
    expect(screen).not.toContain('Regions to audit');
    expect(code).toBe(0);
    expect(written()).toContain('headroom.yaml');
  });

  it('asks nothing where the policy is there already', async () => {
    writeFileSync(join(cwd, 'headroom.yaml'), 'mine\n');
    const { code, screen } = await onTerminal(['init'], cwd, []);
    expect(screen).toMatch(/headroom\.yaml is there already/);
    expect(screen).not.toContain('Regions to audit');
    expect(code).toBe(2);
  });
});

it('asks nothing where stdin or stdout is no terminal', () => {
  const [node = '', ...args] = sources;
  const { status, stdout, stderr } = spawnSync(node, [...args, 'init'], {
    cwd,
    env: atHome(),
    input: '',
    encoding: 'utf8',
  });
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  expect(stderr).toContain('headroom: written: headroom.yaml');
  expect(written()).toEqual(['headroom.yaml']);
});

describe('a conversation', () => {
  const streams = (signal = new AbortController().signal) => ({
    input: new PassThrough(),
    output: new PassThrough(),
    signal,
  });

  it('keeps what is typed ahead of its question', async () => {
    const over = streams();
    const conversation = await converse(over);
    over.input.write('one\rtwo\r');
    await new Promise((resolve) => setImmediate(resolve));
    expect([await conversation.ask('1? '), await conversation.ask('2? ')]).toEqual(['one', 'two']);
    conversation.close();
  });

  it('ends when the program is told to end, before and after', async () => {
    const stop = new AbortController();
    const conversation = await converse(streams(stop.signal));
    const answer = conversation.ask('1? ');
    stop.abort();
    await expect(answer).rejects.toBeInstanceOf(Interrupted);
    await expect(conversation.ask('2? ')).rejects.toBeInstanceOf(Interrupted);
    const late = await converse(streams(stop.signal));
    await expect(late.ask('3? ')).rejects.toBeInstanceOf(Interrupted);
  });

  it('is closed in any case', async () => {
    let closed = 0;
    const { terminal } = aTerminal({
      cwd,
      isTTY: true,
      converse: async () => ({
        say: () => {},
        ask: () => Promise.reject(new Interrupted()),
        close: () => void closed++,
      }),
    });
    expect(await run(['init'], terminal)).toBe(130);
    expect(closed).toBe(1);
    expect(existsSync(join(cwd, 'headroom.yaml'))).toBe(false);
  });
});

describe('the repository that is offered', () => {
  it.each([
    ['https://github.com/acme/shop.git', 'acme/shop'],
    ['https://user:secret@github.com/acme/shop', 'acme/shop'],
    ['git@github.com:acme/shop.git', 'acme/shop'],
    ['ssh://git@github.com/acme/shop.name', 'acme/shop.name'],
    ['https://example.com/acme/shop.git', null],
    ['https://github.com.example.com/acme/shop', null],
  ])('of origin %s is %s', (url, expected) => {
    mkdirSync(join(cwd, '.git'));
    writeFileSync(
      join(cwd, '.git/config'),
      `[core]\n\tbare = false\n[remote "other"]\n\turl = https://github.com/other/one\n[remote "origin"]\n\tfetch = x\n\turl = ${url}\n`,
    );
    expect(githubOrigin(cwd)).toBe(expected);
  });

  it('is none without git', () => expect(githubOrigin(cwd)).toBeNull());
});
