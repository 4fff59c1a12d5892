/** What one field of a cron expression may hold. */
export interface FieldSpec {
  name: string;
  min: number;
  max: number;
  /** Names that stand for numbers, the first for `min`. */
  names: readonly string[];
}

/** A value that was understood, or why it was not. */
export type Parsed<T> = { value: T } | { error: string };

/** Values of a field such as `0,30`, `8-18`, `0/15`, `MON-FRI` or `*`, ascending. */
export function parseField(text: string, spec: FieldSpec): Parsed<number[]> {
  const values = new Set<number>();
  for (const item of text.split(',')) {
    const parsed = parseItem(item, spec);
    if ('error' in parsed) return parsed;
    for (const value of parsed.value) values.add(value);
  }
  return { value: [...values].sort((a, b) => a - b) };
}

const itemShape = /^(?:(\*)|([0-9A-Z]+)(?:-([0-9A-Z]+))?)(?:\/(\d{1,4}))?$/;

function parseItem(item: string, spec: FieldSpec): Parsed<number[]> {
  const [, every, first, last, increment] = itemShape.exec(item) ?? [];
  const wrong = { error: `"${item}" is no ${spec.name} (${spec.min}-${spec.max})` };
  const from = every === '*' ? spec.min : parseNumber(first, spec);
  if (from === null) return wrong;
  const open = every === '*' || increment !== undefined;
  const to = last === undefined ? (open ? spec.max : from) : parseNumber(last, spec);
  const step = increment === undefined ? 1 : Number(increment);
  if (to === null || step === 0) return wrong;
  return to < from && spec.name === 'year' ? wrong : { value: range(from, to, step, spec) };
}

/** A range such as 22-2 or FRI-MON goes on at the beginning of the field. */
function range(from: number, to: number, step: number, { min, max }: FieldSpec): number[] {
  const size = max - min + 1;
  const end = to < from ? to + size : to;
  const values: number[] = [];
  for (let value = from; value <= end; value += step) values.push(value > max ? value - size : value);
  return values;
}

/** A number of the field, or the name of one; null when it is neither. */
export function parseNumber(text: string | undefined, { min, max, names }: FieldSpec): number | null {
  if (text === undefined) return null;
  const named = names.indexOf(text);
  if (named !== -1) return named + min;
  const value = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  return value >= min && value <= max ? value : null;
}
