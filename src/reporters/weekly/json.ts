import type { WeeklyDocument } from '../../model/weekly-document.ts';

/** The document with one line for each member, and for each entry of a list: thousands of hours do not take a line each. */
export function* renderWeeklyJson(document: WeeklyDocument): Iterable<string> {
  let before = '{\n';
  for (const [name, value] of Object.entries(document)) {
    yield `${before}  ${JSON.stringify(name)}: `;
    if (Array.isArray(value)) yield* listOf(value);
    else yield JSON.stringify(value);
    before = ',\n';
  }
  yield '\n}\n';
}

function* listOf(entries: readonly unknown[]): Iterable<string> {
  if (entries.length === 0) {
    yield '[]';
    return;
  }
  let before = '[\n';
  for (const entry of entries) {
    yield `${before}    ${JSON.stringify(entry)}`;
    before = ',\n';
  }
  yield '\n  ]';
}
