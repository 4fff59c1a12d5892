import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WeeklyDocument } from '../../src/model/weekly-document.ts';
import { renderWeekly } from '../../src/reporters/weekly/weekly.ts';
import { emptyWeekly, hostileWeekly, weeklyDocument } from '../support/weekly.ts';
import { findChromium, type Page, startChromium } from './chromium.ts';

const chromium = findChromium();
if (chromium === null && process.env.CI === 'true') throw new Error('no Chromium on PATH (apt-get install chromium)');

const folder = mkdtempSync(join(tmpdir(), 'headroom-weekly-'));
const write = (name: string, document: WeeklyDocument) => {
  const path = join(folder, `${name}.html`);
  writeFileSync(path, Array.from(renderWeekly(document, 'html')).join(''));
  return path;
};
const pages = {
  usual: write('usual', weeklyDocument()),
  empty: write('empty', emptyWeekly()),
  long: write('long', hostileWeekly('a'.repeat(255))),
  script: write('script', hostileWeekly('<script>window.owned = 1; fetch("https://evil.example/")</script>')),
};

/** Contrast of each text with what is behind it, lowest first. SVG text is painted with `fill`. */
const contrasts = `(() => {
  const parse = (text) => { const [r, g, b, a = 1] = text.match(/[\\d.]+/g).map(Number); return { r, g, b, a }; };
  const light = ({ r, g, b }) => { const [x, y, z] = [r, g, b].map((v) => { const c = v / 255; return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; }); return 0.2126 * x + 0.7152 * y + 0.0722 * z; };
  const behind = (element) => { for (let e = element; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c.a > 0) return c; } return { r: 255, g: 255, b: 255 }; };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || ['TITLE', 'DESC', 'STYLE', 'title', 'desc'].includes(element.tagName)) continue;
    const style = getComputedStyle(element);
    const colour = parse(element instanceof SVGElement ? style.fill : style.color);
    const [a, b] = [light(colour), light(behind(element))].sort((x, y) => y - x);
    found.push({ ratio: (a + 0.05) / (b + 0.05), text: walker.currentNode.textContent.trim().slice(0, 40), on: element.tagName });
  }
  return found.sort((x, y) => x.ratio - y.ratio);
})()`;

describe.skipIf(chromium === null)('the weekly page in a browser', () => {
  let page: Page;
  beforeAll(async () => {
    page = await startChromium(chromium as string);
  });
  afterAll(async () => {
    await page?.close();
    rmSync(folder, { recursive: true });
  });

  test.each(Object.entries(pages))(
    '%s: runs nothing, asks for nothing, says nothing on the console',
    async (_, path) => {
      await page.open(path, 1200);
      expect(await page.evaluate('typeof window.owned')).toBe('undefined');
      expect(
        await page.evaluate('document.querySelectorAll("script, img, iframe, object, form, input, link").length'),
      ).toBe(0);
      expect(page.requests).toEqual([]);
      expect(page.complaints).toEqual([]);
    },
  );

  test.each(Object.entries(pages).flatMap(([name, path]) => [390, 1200].map((width) => [name, width, path] as const)))(
    '%s, opened whole, needs no scroll bar at %i pixels',
    async (_, width, path) => {
      await page.open(path, width);
      await page.evaluate(`document.querySelectorAll('details').forEach((details) => { details.open = true; })`);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      expect(await page.evaluate('window.innerWidth')).toBe(width);
    },
  );

  test.each(['light', 'dark'] as const)('text has a contrast of 4.5 to 1 at least in the %s scheme', async (scheme) => {
    await page.show({ scheme });
    for (const path of [pages.usual, pages.empty]) {
      await page.open(path, 1200);
      await page.evaluate(`document.querySelectorAll('details').forEach((details) => { details.open = true; })`);
      const found = await page.evaluate<{ ratio: number; text: string }[]>(contrasts);
      expect(found.length).toBeGreaterThan(30);
      expect(found.filter(({ ratio }) => ratio < 4.5)).toEqual([]);
    }
    // The scheme was in force: the page is dark or it is not.
    const background = await page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    expect(Number(background.match(/\d+/)?.[0]) < 128).toBe(scheme === 'dark');
    await page.show({});
  });

  test('each chart says in words what it shows', async () => {
    await page.open(pages.usual, 1200);
    const mute = await page.evaluate<number>(
      `[...document.querySelectorAll('svg:not([aria-hidden])')].filter((svg) => (svg.querySelector('title')?.textContent ?? '').length < 6 || svg.getAttribute('role') !== 'img').length`,
    );
    expect(mute).toBe(0);
    const charts = await page.evaluate<number>(`document.querySelectorAll('svg.chart').length`);
    const described = await page.evaluate<number>(`[...document.querySelectorAll('svg.chart')].filter((svg) =>
      svg.getAttribute('aria-labelledby').split(' ').every((id) => document.getElementById(id)?.textContent.length > 5)).length`);
    expect(charts).toBe(14);
    expect(described).toBe(charts);
  });

  test('its first screen holds figures and rows, and fits a desk', async () => {
    await page.open(pages.usual, 1200);
    const bottom = await page.evaluate<number>(`document.querySelector('.screen').getBoundingClientRect().bottom`);
    expect(bottom).toBeLessThan(900);
  });

  test('on paper the commands stand, though they are folded away on a screen', async () => {
    const isShown = `document.querySelector('.paper').getBoundingClientRect().height > 0`;
    await page.open(pages.usual, 1200);
    expect(await page.evaluate(isShown)).toBe(false);
    await page.show({ media: 'print' });
    expect(await page.evaluate(isShown)).toBe(true);
    await page.show({});
  });
});
