import { describe, expect, it } from 'vitest';
import { known } from '../../src/evaluator/fact.ts';
import { renderMessage } from '../../src/evaluator/message.ts';
import type { Json } from '../../src/model/snapshot.ts';

describe('a value with its unit', () => {
  it.each<[string, Json, string]>([
    ['{x units}', 1, '1 unit'],
    ['{x units}', 0, '0 units'],
    ['{x units}', 1.5, '1.5 units'],
    ['{x model units}', 1, '1 model unit'],
    ['{x hours} of data', 1, '1 hour of data'],
    ['{x s}', 1, '1 s'],
    ['{x percent}', 1, '1 percent'],
    ['{x OCU}', 1, '1 OCU'],
    ['{x GiB}', 1, '1 GiB'],
    ['{x units}', null, 'none'],
  ])('%s of %j is %s', (template, value, shown) => {
    expect(renderMessage(template, () => known(value))).toBe(shown);
  });
});
