import imported, { type Builder, type TestSuite } from 'junit-report-builder';

/** The package's types put the builder at `.default`; at run time the default import is the builder itself. */
const shared = imported as unknown as Builder & { default?: Builder };

/** One suite as text, and what it counts. */
export interface RenderedSuite {
  text: string;
  tests: number;
  failures: number;
  errors: number;
  skipped: number;
}

/** Builds one suite by itself: the package keeps a tree of all it builds, some five times the size of the text. */
export function renderSuite(describe: (suite: TestSuite) => void): RenderedSuite {
  const builder = (shared.default ?? shared).newBuilder();
  const suite = builder.testSuite();
  describe(suite);
  const whole = builder.build();
  return {
    text: whole.slice(whole.indexOf('  <testsuite '), whole.lastIndexOf('</testsuites>')),
    tests: suite.getTestCaseCount(),
    failures: suite.getFailureCount(),
    errors: suite.getErrorCount(),
    skipped: suite.getSkippedCount(),
  };
}

/** The document around suites, in pieces. */
export function* renderSuites(name: string, suites: readonly RenderedSuite[]): Iterable<string> {
  const sum = (member: 'tests' | 'failures' | 'errors' | 'skipped') =>
    `${member}="${suites.reduce((total, suite) => total + suite[member], 0)}"`;
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `<testsuites name="${name}" ${sum('tests')} ${sum('failures')} ${sum('errors')} ${sum('skipped')}>\n`;
  for (const { text } of suites) yield text;
  yield '</testsuites>\n';
}

/**
 * Text for the body of a case. The package splits only the first `]]>` of a text, and a second one would end the
 * element; the others are split here, in the way it does itself.
 */
export function bodyText(text: string): string {
  const first = text.indexOf(']]>') + 3;
  if (first < 3) return text;
  return text.slice(0, first) + text.slice(first).replaceAll(']]>', ']]]]><![CDATA[>');
}
