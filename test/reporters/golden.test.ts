import { describe, expect, test } from 'vitest';
import { loadReporter } from '../../src/reporters/index.ts';
import { type ReportFormat, renderText, reportFormats } from '../../src/reporters/reporter.ts';
import { cleanReport, exampleReport, sinceReport } from '../support/report.ts';
import { expectGolden } from './golden.ts';

const extensions: Record<ReportFormat, string> = {
  console: 'txt',
  json: 'json',
  junit: 'xml',
  markdown: 'md',
  sarif: 'sarif',
  html: 'html',
  github: 'github.txt',
};

describe.each(reportFormats)('%s', (format) => {
  test('renders the example report as the golden file shows', async () => {
    const reporter = await loadReporter(format);
    expectGolden(`report.${extensions[format]}`, renderText(reporter, exampleReport()));
  });

  test('renders a clean report as the golden file shows', async () => {
    const reporter = await loadReporter(format);
    expectGolden(`clean.${extensions[format]}`, renderText(reporter, cleanReport()));
  });

  test('renders new, open and fixed findings as the golden file shows', async () => {
    const reporter = await loadReporter(format);
    expectGolden(`since.${extensions[format]}`, renderText(reporter, sinceReport()));
  });

  test('gives the same text twice and leaves the report as it was', async () => {
    const reporter = await loadReporter(format);
    const report = deepFreeze(exampleReport());
    expect(renderText(reporter, report)).toBe(renderText(reporter, report));
  });

  test.skipIf(['github', 'sarif', 'json'].includes(format))(
    'tells the way back of a finding that has one',
    async () => {
      const text = renderText(await loadReporter(format), exampleReport());
      expect(text).toMatch(/undo/i);
      expect(text).toMatch(/--max-capacity 200/);
    },
  );

  test('holds no lone surrogate, and no control character but line feeds', async () => {
    const text = renderText(await loadReporter(format), exampleReport());
    expect(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text)).toBe(false);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
    expect(text.match(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)).toBeNull();
  });

  test('names its own format', async () => {
    const reporter = await loadReporter(format);
    expect(reporter.format).toBe(format);
    expect(reporter.description).toMatch(/\.$/);
  });
});

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
