import fc from 'fast-check';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { describe, expect, test } from 'vitest';
import { byteLength } from '../../src/reporters/byte-budget.ts';
import { renderDrift, renderEvents, renderOverrides } from '../../src/reporters/chapter-page.ts';
import { loadReporter } from '../../src/reporters/index.ts';
import { renderText } from '../../src/reporters/reporter.ts';
import { columns } from '../../src/reporters/wrap.ts';
import { change, event, exampleDrift, exampleEvents, exampleOverrides, override, target } from '../support/chapters.ts';
import { cleanReport, exampleReport, subject } from '../support/report.ts';
import { hostileText } from './hostile-text.ts';

const now = '2026-11-22T04:00:00Z';
const text = { format: 'text', now } as const;
const markdown = { format: 'markdown', now } as const;
const pages = [
  ['events', (options: typeof text | typeof markdown) => renderEvents(exampleEvents(), options)],
  ['overrides', (options: typeof text | typeof markdown) => renderOverrides(exampleOverrides(), options)],
  ['drift', (options: typeof text | typeof markdown) => renderDrift(exampleDrift(), options)],
] as const;

/** As GitHub renders it: HTML passes, so that an injected tag would show. */
function toHtml(page: string): string {
  return micromark(page, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true });
}

describe.each(pages)('the page of %s', (_name, render) => {
  test.each([80, 60, 120])('fits %i columns, commands and single long words aside', (width) => {
    const tooLong = render({ ...text, ...{ width } })
      .split('\n')
      .filter((line) => columns(line) > width && line.trim().includes(' ') && !/^\s+--|^\s+aws | \\$|^\s*'/.test(line));
    expect(tooLong).toEqual([]);
  });

  test('is no workflow command on a GitHub runner', () => {
    const page = render({ ...text, ...{ github: true, width: 40 } });
    for (const line of page.split('\n')) expect(line).not.toMatch(/^\s*::|##\[/);
  });

  test('shows every entry, in text and in Markdown', () => {
    for (const options of [text, markdown]) {
      const page = render(options);
      expect(page).not.toContain('… and');
      expect(page).toContain('マンガ配信サービス🎉');
    }
  });

  test('keeps to its bytes as Markdown and says what it leaves out', () => {
    const page = render({ ...markdown, ...{ maxBytes: 4_000 } });
    expect(byteLength(page)).toBeLessThanOrEqual(4_000);
    expect(page).toMatch(/… and \d+ more [a-z]+s, left out for size\./);
  });
});

test.each([
  [renderEvents(null, text), 'No calendar of events was given.\n'],
  [renderOverrides(null, markdown), 'The report holds no ledger of overrides.\n'],
  [renderDrift(null, text), 'Nothing was compared with a baseline.\n'],
  [renderEvents([], text), 'EVENTS\n  No events.\n'],
  [
    renderOverrides({ entries: [], usdPerDay: null, unpriced: 0, unseen: [] }, markdown),
    '#### Overrides\n\nNo override was found.\n\n',
  ],
])('what there is not is told: %j', (page, expected) => {
  expect(page).toBe(expected);
});

describe('in Markdown any text', () => {
  test('stays in its cell, and yields no markup, link, image or mention', () => {
    fc.assert(
      fc.property(hostileText, (any) => {
        const on = subject({ kind: any, name: any, account: any, region: any });
        const remediation = { summary: any, commands: [['aws', any]], undo: [['aws', any]], caveats: [any] };
        const page = [
          renderEvents(
            [
              event({
                id: any,
                title: any,
                owner: any,
                start: any,
                why: [any],
                targets: [target({ subject: on, why: any, now: any })],
              }),
            ],
            markdown,
          ),
          renderOverrides(
            {
              entries: [override({ subject: on, value: any, by: any, tag: any, since: any, remediation })],
              usdPerDay: 1,
              unpriced: 0,
              unseen: [],
            },
            markdown,
          ),
          renderDrift(
            {
              ...exampleDrift(),
              changes: [change({ subject: on, attribute: any, before: any, by: any, remediation })],
            },
            markdown,
          ),
        ].join('');
        const html = toHtml(page);
        expect(html.match(/<tr>/g)).toHaveLength(6);
        expect(html.match(/<t[dh]>/g)).toHaveLength(18);
        const rest = html
          .replace(/<pre><code class="language-sh">[\s\S]*?<\/code><\/pre>/g, '')
          .replace(/<\/?(table|thead|tbody|tr|th|td|h4|p|ul|li|br|details|summary)>/g, '');
        expect(rest.replace(/<\/?code>/g, '')).not.toContain('<');
        expect(rest.replace(/<code>[\s\S]*?<\/code>/g, '')).not.toMatch(/[@#*_~`[\]!$]|\/\/|www\./);
      }),
      { numRuns: 400 },
    );
  });
});

describe.each(['console', 'markdown', 'html'] as const)('%s', (format) => {
  test('leaves out chapters that are null or have nothing to tell', async () => {
    const reporter = await loadReporter(format);
    const nothing = {
      ...cleanReport(),
      events: [],
      overrides: { entries: [], usdPerDay: null, unpriced: 0, unseen: [] },
      drift: { ...exampleDrift(), changes: [], onlyInBaseline: [], onlyNow: [], unseen: [] },
    };
    expect(renderText(reporter, nothing)).toBe(renderText(reporter, cleanReport()));
    expect(renderText(reporter, nothing)).not.toMatch(/events|overrides|drift/i);
  });

  test('tells of an override that may not have been seen', async () => {
    const { unseen } = exampleOverrides();
    const report = { ...cleanReport(), overrides: { entries: [], usdPerDay: null, unpriced: 0, unseen } };
    expect(renderText(await loadReporter(format), report)).toContain('There may be more');
  });

  test('goes from events over findings, overrides and drift to what was not seen', async () => {
    const page = renderText(await loadReporter(format), exampleReport());
    const order = [
      'friday-reading',
      'ecs-near-max',
      'Safe to revert now',
      'since the baseline of',
      'Allow the IAM action',
    ];
    const places = order.map((part) => page.indexOf(part));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
  });
});

test('JUnit, SARIF and annotations are the same with chapters and without', async () => {
  for (const format of ['junit', 'sarif', 'github'] as const) {
    const reporter = await loadReporter(format);
    const without = { ...exampleReport(), events: null, overrides: null, drift: null };
    expect(renderText(reporter, exampleReport())).toBe(renderText(reporter, without));
  }
});
