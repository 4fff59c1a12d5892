import { expect, test } from 'vitest';
import { reporter } from '../../src/reporters/github.ts';
import { type Locate, renderText } from '../../src/reporters/reporter.ts';
import { virtualLocation } from '../../src/reporters/sarif-location.ts';
import { exampleReport, failing, hostileNames, reportOf, subject } from '../support/report.ts';

const located: Locate = (result) =>
  result.subject.workload ? { uri: 'infra/a%20b%2Cc.yaml', line: 7 } : virtualLocation(result);

/** Reads a line as the runner does: properties up to the next `::`, then data; escapes undone. */
function readCommand(line: string): { command: string; properties: Record<string, string>; data: string } {
  const match = /^::(\w+) (.*?)::(.*)$/.exec(line);
  if (!match) throw new Error(`no command: ${line}`);
  const decode = (text: string) =>
    text
      .replaceAll('%0D', '\r')
      .replaceAll('%0A', '\n')
      .replaceAll('%3A', ':')
      .replaceAll('%2C', ',')
      .replaceAll('%25', '%');
  const pairs = (match[2] as string)
    .split(',')
    .map((pair) => [pair.split('=')[0], decode(pair.slice(pair.indexOf('=') + 1))]);
  return { command: match[1] as string, properties: Object.fromEntries(pairs), data: decode(match[3] as string) };
}

const commands = renderText(reporter, exampleReport(), { locate: located }).trimEnd().split('\n').map(readCommand);

test('each line is one annotation with a title', () => {
  for (const { command, properties } of commands) {
    expect(['error', 'warning', 'notice']).toContain(command);
    expect(properties.title).not.toBe('');
    expect(Object.keys(properties).every((key) => ['file', 'line', 'title'].includes(key))).toBe(true);
  }
});

test('a finding points to its line where the file exists', () => {
  const [first] = commands;
  expect(first?.properties).toEqual({
    file: 'infra/a b,c.yaml',
    line: '7',
    title: 'ecs-near-max: service/manga/orchestrator',
  });
  expect(first?.data).toContain('95 %; expected at most 80 %.');
  const elsewhere = commands.filter(({ properties }) => properties.file !== 'infra/a b,c.yaml');
  expect(elsewhere.every(({ properties }) => !('file' in properties))).toBe(true);
});

test('at most ten a level, the last one counting the others; what was not seen comes first of the warnings', () => {
  const many = Array.from({ length: 40 }, (_, index) =>
    failing('ecs-near-max', 'critical', subject({ kind: 'ecs-service', name: `s${index}` })),
  );
  const errors = renderText(reporter, reportOf(many)).trimEnd().split('\n').map(readCommand);
  expect(errors).toHaveLength(10);
  expect(errors[9]?.data).toBe('31 more errors of this run; the other reports hold them.');
  expect(commands.find(({ command }) => command === 'warning')?.properties.title).toBe('Not seen: 2 APIs');
});

test.each(hostileNames)('%j stays inside one annotation', (name) => {
  const report = reportOf([failing('ecs-near-max', 'high', subject({ kind: 'ecs-service', name }))]);
  const text = renderText(reporter, report);
  expect(text.trimEnd().split('\n')).toHaveLength(1);
  expect(Object.keys(readCommand(text.trimEnd()).properties)).toEqual(['title']);
});
