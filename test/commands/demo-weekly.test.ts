import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../src/commands/program.ts';
import { echoes } from '../../src/evaluator/weekly/headline-rows.ts';
import { WeeklyDocument } from '../../src/model/weekly-document.ts';
import { aTerminal } from '../support/terminal.ts';

let cwd: string;
let weekly: WeeklyDocument;

beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'headroom-demo-'));
  await run(['demo'], aTerminal({ cwd }).terminal);
  weekly = WeeklyDocument.parse(JSON.parse(readFileSync(join(cwd, 'headroom-demo/weekly.json'), 'utf8')));
});

afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const capacityOf = (title: string) => weekly.series.find((one) => one.title === title);

describe('the week of the demo account', () => {
  it('cost $42,000 where $15,000 are normal, and some $6,000 a day since the release', () => {
    expect(weekly.cost?.usdBefore).toBeCloseTo(15_000, -2);
    expect(weekly.cost?.usd).toBeCloseTo(42_000, -2);
    expect(weekly.cost?.daily.slice(0, 7).every((usd) => usd > 2090 && usd < 2210)).toBe(true);
    expect(weekly.cost?.daily.slice(9).every((usd) => usd > 5800 && usd < 6100)).toBe(true);
    expect(weekly.cost?.moved[0]?.service).toBe('Amazon Bedrock');
    expect(weekly.bill.costExplorerUsd).toBe(0.01);
  });

  it('made each message dearer than $0.015, which it was below', () => {
    expect(weekly.perMessage?.usdPerMessageBefore).toBeLessThan(0.015);
    expect(weekly.perMessage?.usdPerMessage).toBeGreaterThan(0.015);
    expect(weekly.perMessage?.daily.slice(9).every(({ usdPerMessage }) => Number(usdPerMessage) > 0.035)).toBe(true);
    expect(weekly.perMessage?.daily.every(({ messages }) => Number.isInteger(messages))).toBe(true);
  });

  it('left 100 tasks at 12 percent of their CPU, where 20 follow the day', () => {
    const { capacity = [], need } = capacityOf('manga/recommender: tasks') ?? {};
    const before = capacity.slice(0, 21);
    expect(Math.max(...before.map(Number))).toBeLessThan(30);
    expect(new Set(capacity.slice(21))).toEqual(new Set([100]));
    const after = need?.slice(-48).map(Number) ?? [];
    expect(after.reduce((sum, tasks) => sum + tasks, 0) / 48).toBeCloseTo(12, 0);
    expect(weekly.underused[0]?.subject.name).toBe('manga/recommender');
  });

  it('filled a cache, throttled a table in the first minutes of the release, and left model units idle', () => {
    const cache = weekly.caches.find(({ subject }) => subject.name === 'semantic-cache-001');
    expect(cache?.memoryPercent.now).toBeGreaterThan(90);
    expect(cache?.memoryPercent.before).toBeLessThan(80);
    expect(weekly.throttles[0]).toMatchObject({ subject: { name: 'sessions' }, worstHour: '2025-03-22T01:00:00.000Z' });
    expect(weekly.underused.map(({ subject }) => subject.name)).toContain('assistant-sonnet');
  });

  it('drops no grave finding but those that its overrides and idle capacity tell', () => {
    const rows = new Set(weekly.headline.map(({ id }) => id));
    const told = weekly.report.results.filter(
      ({ outcome, severity, subject }) =>
        outcome === 'fail' && (severity === 'high' || severity === 'critical') && subject.kind !== 'event-target',
    );
    const dropped = told.filter(({ fingerprint }) => !rows.has(fingerprint));
    expect(told.length).toBeGreaterThan(dropped.length + 15);
    expect(dropped.filter(({ rule }) => !echoes.has(rule))).toEqual([]);
  });

  it.each(['weekly.md', 'weekly.html'])('stands in docs/samples/%s as it is written', (name) => {
    const sample = readFileSync(join(import.meta.dirname, '../../docs/samples', name), 'utf8');
    // A whole page in a message would help nobody.
    expect(readFileSync(join(cwd, 'headroom-demo', name), 'utf8') === sample, `copy headroom-demo/${name} there`).toBe(
      true,
    );
  });
});
