import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reporter as html } from '../../src/reporters/html.ts';
import { reporter as markdown } from '../../src/reporters/markdown.ts';
import { renderText } from '../../src/reporters/reporter.ts';
import { displayName } from '../../src/reporters/text-safety.ts';
import { exampleReport, failing, hostileNames, subject } from '../support/report.ts';
import { findChromium, type Page, startChromium } from './chromium.ts';

const chromium = findChromium();
if (chromium === null) {
  const message = 'no Chromium on PATH: the reports are not looked at in a browser (apt-get install chromium)';
  if (process.env.CI === 'true') throw new Error(message);
  process.stderr.write(`skipped: ${message}\n`);
}

/** As the AWS console would allow some of them, and a compromised one all. */
const names = [...hostileNames, 'a'.repeat(255), '<script>window.owned = 1; fetch("https://evil.example/")</script>'];

/** Names wherever a report shows what comes from an account or a policy. */
function hostileReport() {
  const report = exampleReport();
  const findings = names.map((name, index) => {
    const on = subject({ kind: 'ecs-service', name, key: `k${index}`, owner: name, workload: name });
    const undo = [['aws', 'ecs', 'describe-services', '--services', name]];
    const remediation = { summary: `Mend ${name}.`, commands: undo, undo, caveats: [`Of ${name}.`] };
    return failing('ecs-near-max', 'critical', on, { notes: [name], remediation });
  });
  return { ...report, results: [...findings, ...report.results] };
}

const report = hostileReport();
const githubPage = (text: string) =>
  `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><body>${micromark(text, {
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
    allowDangerousHtml: true,
  })}`;

const folder = mkdtempSync(join(tmpdir(), 'headroom-browser-'));
const pages = {
  html: join(folder, 'report.html'),
  markdown: join(folder, 'markdown.html'),
};
writeFileSync(pages.html, renderText(html, report));
writeFileSync(pages.markdown, githubPage(renderText(markdown, report)));

describe.skipIf(chromium === null)('in a browser', () => {
  let page: Page;
  beforeAll(async () => {
    page = await startChromium(chromium as string);
  });
  afterAll(async () => {
    await page?.close();
    rmSync(folder, { recursive: true });
  });

  describe.each(Object.entries(pages))('the %s report', (format, path) => {
    test('runs nothing, asks for nothing and says nothing on the console', async () => {
      await page.open(path, 1200);
      expect(await page.evaluate('typeof window.owned')).toBe('undefined');
      expect(await page.evaluate('document.querySelectorAll("script, img, iframe, object, form, input").length')).toBe(
        0,
      );
      expect(page.requests).toEqual([]);
      expect(page.complaints).toEqual([]);
    });

    test('has no attribute or link that a name brought in', async () => {
      const attributes = await page.evaluate<string[]>(
        `[...new Set([...document.body.querySelectorAll('*')].flatMap((e) => e.getAttributeNames()))].sort()`,
      );
      const own = { html: ['class', 'href', 'id', 'open', 'rel', 'role'], markdown: ['align', 'class', 'href'] };
      expect(own[format as 'html' | 'markdown']).toEqual(expect.arrayContaining(attributes));
      const links = await page.evaluate<string[]>(`[...document.links].map((link) => link.href)`);
      const strange = links.filter(
        (url) => !url.startsWith('https://docs.aws.amazon.com/') && !url.endsWith('#not-seen'),
      );
      expect(strange).toEqual([]);
    });

    test('shows each name as text', async () => {
      const shown = await page.evaluate<string[]>(
        `[...document.querySelectorAll('code')].map((code) => code.textContent)`,
      );
      for (const name of names) expect(shown).toContain(displayName(name));
    });
  });

  test.each([390, 1200])('the HTML report, opened whole, needs no scroll bar at %i pixels', async (width) => {
    await page.open(pages.html, width);
    await page.evaluate(`document.querySelectorAll('details').forEach((details) => { details.open = true; })`);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    expect(await page.evaluate('window.innerWidth')).toBe(width);
  });

  test('each row of the Markdown has the cells of its head', async () => {
    await page.open(pages.markdown, 1200);
    const uneven = await page.evaluate<number>(`[...document.querySelectorAll('tr')].filter((row) =>
      row.cells.length !== row.closest('table').tHead.rows[0].cells.length).length`);
    expect(uneven).toBe(0);
    const subjects = await page.evaluate<number>(`document.querySelectorAll('details table tbody tr').length`);
    expect(subjects).toBeGreaterThanOrEqual(names.length);
  });

  test('a mention, reference or address stands in code only, where GitHub makes no link of it', async () => {
    const outside = await page.evaluate<string>(
      `(() => { const body = document.body.cloneNode(true); body.querySelectorAll('code, pre, a').forEach((e) => e.remove()); return body.textContent; })()`,
    );
    expect(outside).not.toMatch(/@[a-z]|#\d|https?:|www\./);
  });
});
