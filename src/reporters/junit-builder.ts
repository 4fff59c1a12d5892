import imported, { type Builder } from 'junit-report-builder';

/** The package's types put the builder at `.default`; at run time the default import is the builder itself. */
const shared = imported as unknown as Builder & { default?: Builder };

/** A fresh builder; its suites come out in the order in which they are made. */
export function newJunitBuilder(): Builder {
  return (shared.default ?? shared).newBuilder();
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
