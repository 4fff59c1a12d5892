import imported, { type Builder } from 'junit-report-builder';

/** The package's types put the builder at `.default`; at run time the default import is the builder itself. */
const shared = imported as unknown as Builder & { default?: Builder };

/** A fresh builder; its suites come out in the order in which they are made. */
export function newJunitBuilder(): Builder {
  return (shared.default ?? shared).newBuilder();
}
