import { displayText, safeWorkflowLine } from './text-safety.ts';
import { wrap } from './wrap.ts';

/** Columns that a line of a script takes at most; commands whose arguments are longer are wider. */
export const scriptWidth = 110;

/** One safe line; instants without their milliseconds. */
const plain = (text: string) => displayText(text).replace(/(:\d{2}:\d{2})\.000Z/g, '$1Z');

/** Text as comment lines of a shell script: nothing in it ends the comment or moves the terminal. */
export function comment(text: string, indent = '', hang = ''): string[] {
  return wrap(plain(text), scriptWidth, `${indent}# `, `${indent}# ${hang}`).map(safeWorkflowLine);
}

/** A label in its column and a text beside it, as comment lines. */
export function labelled(label: string, text: string, indent = ''): string[] {
  const column = label.padEnd(10);
  const [first = '', ...rest] = wrap(plain(text), scriptWidth - indent.length - 14);
  return [`${indent}#   ${column} ${first}`, ...rest.map((line) => `${indent}#   ${' '.repeat(10)} ${line}`)].map(
    safeWorkflowLine,
  );
}

/** US dollars with thousands separated, whatever the locale: $3,912.40. */
export function dollars(usd: number): string {
  const [whole = '', cents = ''] = Math.abs(usd).toFixed(2).split('.');
  return `${usd < 0 ? '-' : ''}$${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${cents}`;
}
