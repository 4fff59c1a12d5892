import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quoteCommand, quoteCommandLines, quoteWord } from '../../src/reporters/shell-quote.ts';
import { hostileNames } from '../support/report.ts';
import { hostileText } from './hostile-text.ts';

/** What a process gets: no argument holds NUL, and UTF-8 has no lone surrogates. */
function asArgument(text: string): string {
  return Buffer.from(text.replaceAll('\0', '\ufffd')).toString();
}

/** Runs commands that all call `show`, and returns the arguments each was given. */
function runShell(shell: string, commands: readonly string[]): string[][] {
  const script = `show() { for word in "$@"; do printf '%s\\0' "$word"; done; printf 'END\\0'; }\n${commands.join('\n')}\n`;
  const { stdout, stderr, status } = spawnSync(shell, ['-s'], { input: script, env: { LC_ALL: 'C.UTF-8', PATH: '' } });
  expect([status, stderr.toString()]).toEqual([0, '']);
  const calls: string[][] = [[]];
  for (const word of stdout.toString().split('\0').slice(0, -1)) {
    if (word === 'END') calls.push([]);
    else calls.at(-1)?.push(word);
  }
  return calls.slice(0, -1);
}

const words = fc.array(
  hostileText.filter((text) => text !== 'END'),
  { maxLength: 6 },
);

describe('bash gives back the arguments', () => {
  test('of hostile names', () => {
    expect(
      runShell(
        '/bin/bash',
        hostileNames.map((name) => quoteCommand(['show', name])),
      ),
    ).toEqual(hostileNames.map((name) => [asArgument(name)]));
  });

  test('of any text, on one line or broken into several', () => {
    const samples = fc.sample(words, { numRuns: 1_500, seed: 7 });
    const oneLine = samples.map((sample) => quoteCommand(['show', ...sample]));
    const broken = samples.map((sample) => quoteCommandLines(['show', ...sample], 40).join('\n'));
    const expected = samples.map((sample) => sample.map(asArgument));
    expect(runShell('/bin/bash', oneLine)).toEqual(expected);
    expect(runShell('/bin/bash', broken)).toEqual(expected);
  });
});

test('any POSIX shell gives back printable text and newlines', () => {
  const printable = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[^\P{C}\n]/gu, ''));
  const samples = fc.sample(fc.array(printable, { maxLength: 5 }), { numRuns: 500, seed: 7 });
  const commands = samples.map((sample) => quoteCommand(['show', ...sample]));
  const plain = samples.filter((_sample, index) => !commands[index]?.includes("$'"));
  expect(plain.length).toBeGreaterThan(300);
  expect(
    runShell(
      '/bin/sh',
      plain.map((sample) => quoteCommand(['show', ...sample])),
    ),
  ).toEqual(plain);
});

test.each([
  ['service/manga/orchestrator', 'service/manga/orchestrator'],
  ['--max-capacity', '--max-capacity'],
  ['arn:aws:iam::111122223333:role/x', 'arn:aws:iam::111122223333:role/x'],
  ['', "''"],
  ["it's", "'it'\\''s'"],
  ['{"a":1}', `'{"a":1}'`],
  ['=x', "'=x'"],
  ['~', "'~'"],
  ['a\u001bb', "$'a\\033b'"],
])('%s is written %s', (word, expected) => {
  expect(quoteWord(word)).toBe(expected);
});

test('a word with = as a command name is quoted, so that it assigns nothing', () => {
  expect(quoteCommand(['PATH=x', 'A=b'])).toBe("'PATH=x' A=b");
});

test('no line of a quoted command is a workflow command', () => {
  fc.assert(
    fc.property(words, (sample) => {
      for (const line of quoteCommand(['aws', ...sample]).split('\n')) {
        expect(line).not.toMatch(/^\s*::|##\[/);
      }
    }),
    { numRuns: 1_000 },
  );
});

test('long commands break between arguments, an option beside its value', () => {
  expect(
    quoteCommandLines(['aws', 'ecs', 'update-service', '--cluster', 'manga', '--desired-count', '10'], 40),
  ).toEqual(['aws ecs update-service --cluster manga \\', '  --desired-count 10']);
});
