import type { Log } from 'sarif';
import { describe, expect, test } from 'vitest';
import { loadReporter } from '../../src/reporters/index.ts';
import { type ReporterOptions, type ReportFormat, renderText, reportFormats } from '../../src/reporters/reporter.ts';
import { exampleReport, failing, reportOf, sinceReport, subject } from '../support/report.ts';

const waiver = { reason: 'sized for its sessions', owner: 'team-session', expires: '2026-12-31' };
const waived = reportOf(
  [
    failing('elasticache-noeviction', 'high', subject({ kind: 'cache', name: 'sessions' }), {
      outcome: 'waived',
      waiver,
    }),
    failing('ecs-near-max', 'low', subject({ kind: 'ecs-service', name: 'carts' })),
  ],
  {
    notices: [
      { code: 'waiver-expiring', message: 'Waiver of elasticache-noeviction expires on 2026-12-31.' },
      { code: 'waiver-unused', message: 'Waiver of ecs-near-max matched no finding.' },
    ],
  },
);

async function textOf(format: ReportFormat, options: ReporterOptions = {}): Promise<string> {
  return renderText(await loadReporter(format), waived, options);
}

describe('a waived finding', () => {
  test.each<[ReportFormat, ReporterOptions]>([
    ['console', {}],
    ['json', {}],
    ['junit', {}],
    ['markdown', {}],
    ['html', {}],
    ['sarif', { suppressed: true }],
  ])('stands in %s with its reason, its owner and its last day', async (format, options) => {
    const text = await textOf(format, options);
    const from = text.indexOf('sized for its sessions');
    expect(from).toBeGreaterThan(0);
    expect(text.slice(from, from + 120)).toMatch(/team-session[\s\S]*2026-12-31/);
  });

  test.each<ReportFormat>(['github', 'sarif'])('is no alert in %s', async (format) => {
    const text = await textOf(format);
    expect(text).not.toContain('sessions');
    expect(text).toContain('carts');
  });

  test('is suppressed in SARIF where viewers ask for it, and nothing else is', async () => {
    const { runs } = JSON.parse(await textOf('sarif', { suppressed: true })) as Log;
    const results = runs.flatMap((run) => run.results ?? []);
    expect(results.map(({ ruleId, suppressions }) => [ruleId, suppressions])).toEqual([
      ['ecs-near-max', []],
      [
        'elasticache-noeviction',
        [
          {
            kind: 'external',
            status: 'accepted',
            justification: 'sized for its sessions (team-session, until 2026-12-31)',
          },
        ],
      ],
    ]);
  });
});

test.each(reportFormats.filter((format) => !['junit', 'sarif'].includes(format)))(
  '%s tells that a waiver ends soon',
  async (format) => {
    expect((await textOf(format)).replaceAll(/\s+/g, ' ')).toContain('waiver-expiring');
  },
);

test('SARIF says of each finding whether it is new, where there is an earlier report', async () => {
  const reporter = await loadReporter('sarif');
  const states = (JSON.parse(renderText(reporter, sinceReport())) as Log).runs
    .flatMap((run) => run.results ?? [])
    .map(({ baselineState }) => baselineState);
  expect(states.sort()).toEqual(['new', 'new', 'unchanged', 'unchanged']);
  expect(renderText(reporter, exampleReport())).not.toContain('baselineState');
});

describe('with --fail-on-new', () => {
  test('JUnit is red for new findings alone; old ones are skipped, and say since when', async () => {
    const text = renderText(await loadReporter('junit'), sinceReport());
    expect(text).toMatch(/^<testsuites [^>]*failures="1" errors="0" skipped="1"/m);
    expect(text).toContain('Open since 2026-11-21T04:00:00Z or before');
    const { run } = sinceReport();
    const all = { ...sinceReport(), run: { ...run, failOnNew: false } };
    expect(renderText(await loadReporter('junit'), all)).toMatch(/failures="2" errors="0" skipped="0"/);
  });

  test('GitHub shows old findings as notices, new ones by their severity', async () => {
    const lines = renderText(await loadReporter('github'), sinceReport()).split('\n');
    const levelOf = (title: string) => lines.find((line) => line.includes(`title=${title}`))?.slice(0, 8);
    expect(levelOf('New%3A ecs-near-max')).toBe('::error ');
    expect(levelOf('ecs-near-max%3A orders')).toBe('::notice');
  });
});
