import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadPrices } from '../../src/loaders/prices.ts';
import { unitOf } from '../../src/model/price.ts';

const folder = mkdtempSync(join(tmpdir(), 'headroom-prices-'));

function problemsOf(text: string): string {
  const file = join(folder, 'prices.yaml');
  writeFileSync(file, text);
  try {
    loadPrices(file);
    return 'none';
  } catch (error) {
    return String((error as Error).message).replaceAll(file, 'prices.yaml');
  }
}

const line = (over: string) =>
  `asOf: 2026-11-22\nprices:\n  - { item: opensearch-ocu, region: us-east-1, usdPerHour: 0.24, confidence: high, source: a }\n  - { ${over} }\n`;
const rest = 'confidence: high, source: a';

describe('a price list', () => {
  it('that ships holds nothing that is known from memory alone, and a source for each price', () => {
    const { prices } = loadPrices(join(import.meta.dirname, '../../prices/prices.yaml'));
    expect(prices.length).toBeGreaterThan(40);
    expect(prices.filter(({ confidence }) => confidence === 'low')).toEqual([]);
    expect(prices.filter(({ item }) => unitOf(item) === null)).toEqual([]);
  });

  it.each([
    [
      'item: opensearch-ocus, region: us-east-2, usdPerHour: 1',
      'prices.yaml:4:13: unknown price item "opensearch-ocus"; did you mean "opensearch-ocu"?',
    ],
    [
      'item: elasticache-redis/r6g.large, region: us-east-2, usdPerHour: 1',
      'prices.yaml:4:13: unknown price item "elasticache-redis/r6g.large"',
    ],
    [
      'item: opensearch-ocu, region: us-east-1, usdPerHour: 1',
      'prices.yaml:4:13: a price of "opensearch-ocu" in us-east-1 stands above already',
    ],
    ['item: opensearch-ocu, region: tokyo, usdPerHour: 1', '"tokyo" is not an AWS region'],
    ['item: opensearch-ocu, region: us-east-2, usdPerHour: 0', 'expected a number above 0; found 0'],
    ['item: opensearch-ocu, region: us-east-2, usdPerHour: "1"', 'expected a number; found "1"'],
  ])('%s', (entry, expected) => {
    expect(problemsOf(line(`${entry}, ${rest}`))).toContain(expected);
  });
});
