import fc from 'fast-check';
import { XMLValidator } from 'fast-xml-parser';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { describe, expect, test } from 'vitest';
import { renderWeeklyMarkdown } from '../../src/reporters/weekly/markdown.ts';
import { renderWeekly, type WeeklyFormat } from '../../src/reporters/weekly/weekly.ts';
import { sparkline, thinned } from '../../src/reporters/weekly/words.ts';
import { emptyWeekly, hostileWeekly, weeklyDocument } from '../support/weekly.ts';
import { hostileText } from './hostile-text.ts';

const render = (document: Parameters<typeof renderWeekly>[0], format: WeeklyFormat) =>
  Array.from(renderWeekly(document, format)).join('');

/** What a reader of GitHub sees of a Markdown text. */
const seen = (markdown: string) =>
  micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true });
const textOf = (html: string) =>
  html
    .replace(/<[^>]*>/g, '')
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replaceAll('&amp;', '&');

describe('Markdown', () => {
  const markdown = renderWeeklyMarkdown(weeklyDocument());
  const text = textOf(seen(markdown));

  test('tells the whole in a few sentences first, with what changed', () => {
    expect(text).toContain('$3,812 a day (down $288 since the last report)');
    expect(text).toContain('2 new, 4 fixed; what was closed saves $288 a day');
    expect(text).toContain('3 results could not be judged');
    expect(text.indexOf('could not be judged')).toBeLessThan(1200);
  });

  test('has the rows of the screen alone in its first table, each with its command below', () => {
    const [table = ''] = /<table>.*?<\/table>/s.exec(seen(markdown)) ?? [];
    expect(table.match(/<tr>/g)).toHaveLength(4);
    expect(textOf(table)).toContain('Told 2 times before.');
    expect(text).toContain('# 1\naws application-autoscaling register-scalable-target --min-capacity 10');
    expect(text).toContain('# 3\nheadroom iam-policy');
    expect(text).toContain('1 more to look at');
    expect(text).toContain('Something that has no room on the screen.');
  });

  test('draws need below capacity on one scale, with a gap where there are no data', () => {
    const row = markdown.split('\n').find((line) => line.includes('manga/recommender&#58; tasks')) ?? '';
    const [, capacity = '', need = ''] = row.split('|')[2]?.match(/^ (.*?)<br>(.*?)<br>/) ?? [];
    expect([...capacity]).toHaveLength(28);
    // After the release the tasks stayed, and the need went back.
    expect(capacity.endsWith('████')).toBe(true);
    expect(need.endsWith('█')).toBe(false);
  });

  test('says where it did not look, in the chapter that would tell it', () => {
    const hot = text.slice(text.indexOf('Ran hot: throttles'), text.indexOf('Ran hot: quotas'));
    expect(hot).toContain('Not seen: 3 metrics were not read');
  });

  test('keeps within a number of bytes, and says what is left out', () => {
    const short = renderWeeklyMarkdown(weeklyDocument(), 6_000);
    expect(new TextEncoder().encode(short).length).toBeLessThanOrEqual(6_000);
    expect(short).toContain('left out for size');
    expect(short).toContain('### Weekly efficiency report');
  });

  test('each row of a table has the cells of its head', () => {
    for (const [table] of seen(markdown).matchAll(/<table>.*?<\/table>/gs)) {
      const counts = Array.from(table.matchAll(/<tr>(.*?)<\/tr>/gs), ([, row = '']) => row.match(/<t[hd]/g)?.length);
      expect(new Set(counts).size).toBe(1);
    }
  });
});

describe('nothing to do', () => {
  test.each(['markdown', 'html'] as const)('%s says that all was seen, where it was', (format) => {
    expect(textOf(render(emptyWeekly(), format))).toContain('all that was looked at was seen');
  });

  test.each(['markdown', 'html'] as const)('%s never says so where something was not', (format) => {
    const text = textOf(render(emptyWeekly([{ chapter: 'cost', why: 'nobody asked' }]), format));
    expect(text).not.toContain('all that was looked at was seen');
    expect(text).toContain('not everything was');
  });
});

describe('HTML', () => {
  const html = render(weeklyDocument(), 'html');

  test('needs nothing else and forbids scripts', () => {
    expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline';`);
    expect(html).not.toMatch(/<script|<img|<link|<iframe|@import|url\(/);
  });

  test('each chart is well-formed, and says in words what it shows', () => {
    const charts = Array.from(html.matchAll(/<svg class="(?:chart|heat|spark)".*?<\/svg>/gs), ([svg]) => svg);
    expect(charts.length).toBeGreaterThan(12 + 2 + 2);
    for (const svg of charts) {
      expect(XMLValidator.validate(svg)).toBe(true);
      const [, title = ''] = /<title[^>]*>(.*?)<\/title>/.exec(svg) ?? [];
      expect(title.length).toBeGreaterThan(5);
      expect(svg).toContain('role="img"');
    }
    for (const svg of charts.filter((one) => one.includes('class="chart"')))
      expect(svg).toMatch(/<desc id="[^"]+">.{20,}<\/desc>/);
  });

  test('has no path with a value that is no number', () => {
    expect(html).not.toMatch(/NaN|Infinity|undefined/);
    expect(render(emptyWeekly(), 'html')).not.toMatch(/NaN|Infinity|undefined/);
  });

  test('holds each command twice: folded away, and for paper', () => {
    expect(html.split('register-scalable-target').length - 1).toBeGreaterThanOrEqual(2);
    expect(html).toContain('class="paper"');
  });
});

/** Tags that the page makes itself, with the attributes that it gives them. */
const ownTag =
  /<!doctype html>|<\/?(html|head|body|header|main|nav|footer|section|details|summary|h1|h2|h3|p|ul|ol|li|dl|dt|dd|div|code|pre|span|strong|b|small|a|title|meta|style|table|thead|tbody|tr|th|td|figure|figcaption|svg|desc|path|rect|circle|text)( [a-zA-Z-]+="[^"<>]*")*\/?>/g;

test('any text of an account stays text in HTML', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const html = render(hostileWeekly(text), 'html').replace(/<style>[^<]*<\/style>/, '');
      expect(html.replace(ownTag, '')).not.toMatch(/[<>]/);
    }),
    { numRuns: 60 },
  );
});

test('any text of an account is no markup, mention or link in Markdown', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const html = seen(renderWeeklyMarkdown(hostileWeekly(text)));
      const tags = new Set(Array.from(html.matchAll(/<\/?([a-zA-Z0-9]+)/g), ([, name]) => name));
      for (const name of tags)
        expect([
          'h3',
          'h4',
          'p',
          'ul',
          'li',
          'table',
          'thead',
          'tbody',
          'tr',
          'th',
          'td',
          'code',
          'pre',
          'br',
          'details',
          'summary',
        ]).toContain(name);
      const outside = textOf(html.replace(/<pre>.*?<\/pre>|<code>.*?<\/code>/gs, ''));
      expect(outside).not.toMatch(/@[a-z]|#\d|https?:|www\./i);
    }),
    { numRuns: 60 },
  );
});

test('of a very large account the page shows the rows that tell most, and says so', () => {
  const [row] = weeklyDocument().heat;
  const heat = Array.from({ length: 2000 }, (_, index) => ({
    ...(row as NonNullable<typeof row>),
    name: `service-${index}`,
    percents: Array<number>(168).fill(index === 1234 ? 99 : index === 567 ? 1 : 50),
  }));
  const html = render(weeklyDocument({ heat }), 'html');
  expect(html.match(/class="heat"/g)).toHaveLength(250);
  expect(html).toContain('The 250 that were idle most or busiest, of 2000');
  for (const name of ['service-1234', 'service-567']) expect(html).toContain(name);
  expect(html.length).toBeLessThan(500_000);
});

test('JSON is the document', () => {
  expect(JSON.parse(render(weeklyDocument(), 'json'))).toEqual(JSON.parse(JSON.stringify(weeklyDocument())));
});

test('the same document gives the same text', () => {
  for (const format of ['markdown', 'html', 'json'] as const) {
    expect(render(weeklyDocument(), format)).toBe(render(weeklyDocument(), format));
  }
});

test('a spark line keeps gaps, and a thinned one the means', () => {
  expect(sparkline([0, 5, 10, null], 10)).toBe('▁▅█·');
  expect(sparkline([0, 0], 0)).toBe('▁▁');
  expect(thinned([1, 3, null, null, 5, 7], 3)).toEqual([2, null, 6]);
});
