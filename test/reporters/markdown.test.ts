import fc from 'fast-check';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { describe, expect, test } from 'vitest';
import { byteLength } from '../../src/reporters/byte-budget.ts';
import { reporter } from '../../src/reporters/markdown.ts';
import { code, fenced, prose } from '../../src/reporters/markdown-text.ts';
import { renderText } from '../../src/reporters/reporter.ts';
import { cleanReport, exampleReport, failing, reportOf, subject } from '../support/report.ts';
import { hostileText } from './hostile-text.ts';

/** As GitHub renders it: HTML passes, so that an injected tag would show. */
function toHtml(markdown: string): string {
  return micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true });
}

/** What a reader sees outside of code; GitHub finds mentions and references there. */
function outsideCode(html: string): string {
  return html.replace(/<(code|pre)>[\s\S]*?<\/\1>/g, '');
}

const tableOf = (cell: string) => `| A | B |\n|---|---|\n| ${cell} | end |\n`;

describe.each([
  ['a name', code],
  ['a sentence', prose],
])('%s in a table cell', (_name, render) => {
  test('stays one cell, and yields no markup, link, image or mention', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const html = toHtml(tableOf(render(text)));
        expect(html.match(/<t[dh]>/g)).toHaveLength(4);
        expect(html).toContain('<td>end</td>');
        expect(html.replace(/<\/?(table|thead|tbody|tr|th|td|code)>/g, '')).not.toContain('<');
        expect(outsideCode(html)).not.toMatch(/[@#*_~`[\]!]|\/\/|www\./);
      }),
      { numRuns: 1_500 },
    );
  });
});

test('a sentence in a list stays one item', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const html = toHtml(`- ${code('notice')}: ${prose(text)}\n- next\n`);
      expect(html.match(/<li>/g)).toHaveLength(2);
      expect(html.replace(/<\/?(ul|li|code)>/g, '')).not.toContain('<');
    }),
    { numRuns: 1_000 },
  );
});

test('words of a sentence stay readable, and brackets and stops stay out of the code', () => {
  expect(prose('Cooldown (300 s) of team/a is long; see ecs:DescribeServices.')).toBe(
    'Cooldown (300 s) of <code>team/a</code> is long; see <code>ecs&#58;DescribeServices</code>.',
  );
});

test('nothing in a fenced block ends it', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const content = text.replaceAll('\r', '').replaceAll('\u0000', '');
      const html = toHtml(`${fenced(content, 'sh')}\n\nafter\n`);
      expect(html.match(/<pre>/g)).toHaveLength(1);
      expect(html.endsWith('</code></pre>\n<p>after</p>\n')).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

describe('the page', () => {
  const text = renderText(reporter, exampleReport());
  const html = toHtml(text);

  test('starts with the verdict and warns of what was not seen', () => {
    expect(text.split('\n')[0]).toBe('### Headroom: Incomplete');
    expect(text).toContain('> [!WARNING]\n> Not everything was seen: 2 APIs');
    expect(renderText(reporter, cleanReport())).not.toContain('[!WARNING]');
  });

  test('holds only its own elements and links', () => {
    const own =
      /<\/?(h3|h4|p|ul|li|table|thead|tbody|tr|th|td|code|pre|details|summary|b|blockquote|br)( class="language-sh"| align="right")?( \/)?>/g;
    const rest = html
      .replace(own, '')
      .replace(/<a href="https:\/\/docs\.aws\.amazon\.com\/[^"]*">AWS documentation: [a-z-]+<\/a>/g, '');
    expect(rest).not.toContain('<');
    expect(outsideCode(html.replace(/<pre><code class="language-sh">[\s\S]*?<\/code><\/pre>/g, ''))).not.toMatch(/@/);
  });

  test('closes each details block that it opens', () => {
    expect(html.match(/<details>/g)?.length).toBe(html.match(/<\/details>/g)?.length);
  });
});

describe('the byte budget', () => {
  const many = [
    ...Array.from({ length: 5_000 }, (_, index) =>
      failing('ecs-near-max', 'critical', subject({ kind: 'ecs-service', name: `サービス ${index}` })),
    ),
    ...Array.from({ length: 3_000 }, (_, index) =>
      failing('ecs-scale-out-cooldown-long', 'medium', subject({ kind: 'ecs-service', name: `s ${index}` })),
    ),
  ];
  const large = exampleReport();
  const report = { ...large, results: [...many, ...large.results] };

  test.each([4_000, 20_000, 65_000, 900 * 1024])(
    '%i bytes are not passed, and what was dropped is counted',
    (maxBytes) => {
      const text = renderText(reporter, report, { maxBytes });
      expect(byteLength(text)).toBeLessThanOrEqual(maxBytes);
      expect(text).toMatch(/Left out for size: .*\d+ × finding.*The JSON report holds them all\.\n$/);
      expect(toHtml(text).match(/<details>/g)?.length).toBe(toHtml(text).match(/<\/details>/g)?.length);
    },
  );

  test('shown and dropped findings add up', () => {
    const text = renderText(reporter, report, { maxBytes: 200_000 });
    const dropped = Number(/(\d+) × finding/.exec(text)?.[1]);
    const rows = text.split('\n').filter((line) => /^\| [^|]* \| <code>111122223333 [a-z0-9-]+<\/code> \|/.test(line));
    const shownAbove = report.results.filter(
      ({ outcome, rule }) => outcome === 'fail' && !rule.endsWith('-alarm-missing'),
    );
    expect(rows.length + dropped).toBe(shownAbove.length);
  });

  test('what was not seen has room before any finding', () => {
    const text = renderText(reporter, report, { maxBytes: 6_000 });
    expect(text).toContain('#### Not seen');
  });
});

test('a report that fits says nothing of size', () => {
  expect(renderText(reporter, reportOf([]))).not.toContain('Left out');
});
