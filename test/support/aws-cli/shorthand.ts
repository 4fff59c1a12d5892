/**
 * The AWS CLI's shorthand: `Name=a,Value=b`, `Key=[x,y]`, `Key={Inner=x}`, values bare or in quotes.
 * https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-shorthand.html
 */
export type Shorthand = string | Shorthand[] | { [key: string]: Shorthand };

/** Reads shorthand; throws where it is none. */
export function readShorthand(text: string): { [key: string]: Shorthand } {
  const reader = { text, at: 0 };
  const read = readPairs(reader, '');
  if (reader.at < text.length) throw new SyntaxError(`shorthand ends at ${JSON.stringify(text.slice(reader.at))}`);
  return read;
}

interface Reader {
  text: string;
  at: number;
}

function readPairs(reader: Reader, end: string): { [key: string]: Shorthand } {
  const pairs: { [key: string]: Shorthand } = {};
  for (;;) {
    const [key] = /^[\w.#/:-]+(?==)/.exec(reader.text.slice(reader.at)) ?? [];
    if (key === undefined) throw new SyntaxError(`no key=value at ${JSON.stringify(reader.text.slice(reader.at))}`);
    reader.at += key.length + 1;
    pairs[key] = readValue(reader, `,${end}`);
    if (reader.text[reader.at] !== ',') return pairs;
    reader.at += 1;
  }
}

function readValue(reader: Reader, stops: string): Shorthand {
  const first = reader.text[reader.at] ?? '';
  if (first === '{') {
    reader.at += 1;
    const pairs = readPairs(reader, '}');
    expect(reader, '}');
    return pairs;
  }
  if (first === '[') {
    reader.at += 1;
    const items: Shorthand[] = [];
    while (reader.text[reader.at] !== ']') {
      items.push(readValue(reader, ',]'));
      if (reader.text[reader.at] === ',') reader.at += 1;
      else if (reader.text[reader.at] !== ']') throw new SyntaxError('a list of shorthand does not end');
    }
    reader.at += 1;
    return items;
  }
  if (first === '"' || first === "'") {
    const closing = reader.text.indexOf(first, reader.at + 1);
    if (closing < 0) throw new SyntaxError('a quotation of shorthand does not end');
    const value = reader.text.slice(reader.at + 1, closing);
    reader.at = closing + 1;
    return value;
  }
  const start = reader.at;
  while (reader.at < reader.text.length && !stops.includes(reader.text[reader.at] ?? '')) reader.at += 1;
  return reader.text.slice(start, reader.at);
}

function expect(reader: Reader, character: string): void {
  if (reader.text[reader.at] !== character) throw new SyntaxError(`shorthand lacks ${character}`);
  reader.at += 1;
}
