/**
 * Arithmetic of RDS parameters: numbers, {DBInstanceClassMemory}, + - * /, LEAST, GREATEST, SUM and log, which is of base 2.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ParamValuesRef.html
 */
export function evaluateFormula(formula: string, variables: Readonly<Record<string, number>>): number | null {
  const tokens = formula.match(/[A-Za-z]+|\d+(?:\.\d+)?|[{}(),*/+-]/g) ?? [];
  // Anything that is no token is a language that we do not speak.
  if (tokens.join('') !== formula.replace(/\s/g, '')) return null;
  const reader: Reader = { tokens, at: 0, variables };
  const value = sum(reader);
  return value !== null && reader.at === tokens.length && Number.isFinite(value) ? value : null;
}

interface Reader {
  tokens: readonly string[];
  at: number;
  variables: Readonly<Record<string, number>>;
}

const functions: Readonly<Record<string, (...values: number[]) => number>> = {
  LEAST: Math.min,
  GREATEST: Math.max,
  SUM: (...values) => values.reduce((total, value) => total + value, 0),
  LOG: (value = Number.NaN) => Math.log2(value),
};

/** The next token, taken when it is one of these. */
function take(reader: Reader, ...wanted: string[]): string | null {
  const token = reader.tokens[reader.at];
  if (token === undefined || !wanted.includes(token)) return null;
  reader.at += 1;
  return token;
}

function sum(reader: Reader): number | null {
  let value = product(reader);
  for (let sign = take(reader, '+', '-'); sign !== null && value !== null; sign = take(reader, '+', '-')) {
    const next = product(reader);
    value = next === null ? null : sign === '+' ? value + next : value - next;
  }
  return value;
}

function product(reader: Reader): number | null {
  let value = factor(reader);
  for (let sign = take(reader, '*', '/'); sign !== null && value !== null; sign = take(reader, '*', '/')) {
    const next = factor(reader);
    value = next === null ? null : sign === '*' ? value * next : value / next;
  }
  return value;
}

function factor(reader: Reader): number | null {
  const open = take(reader, '{', '(');
  if (open !== null) {
    const inner = sum(reader);
    return take(reader, open === '{' ? '}' : ')') === null ? null : inner;
  }
  const token = reader.tokens[reader.at] ?? '';
  reader.at += 1;
  if (/^\d/.test(token)) return Number(token);
  const compute = functions[token.toUpperCase()];
  return compute ? call(reader, compute) : (reader.variables[token] ?? null);
}

function call(reader: Reader, compute: (...values: number[]) => number): number | null {
  if (take(reader, '(') === null) return null;
  const values: number[] = [];
  do {
    const value = sum(reader);
    if (value === null) return null;
    values.push(value);
  } while (take(reader, ',') !== null);
  return take(reader, ')') === null ? null : compute(...values);
}
