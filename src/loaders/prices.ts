import { nameHint } from '../model/nearest-name.ts';
import { PriceBook, priceItemNames, unitOf } from '../model/price.ts';
import { usageErrorOf } from '../model/usage-error.ts';
import { checkRegion, type Finding } from './policy-checks.ts';
import type { Path } from './schema-problems.ts';
import { loadYaml, validateYaml, yamlProblem } from './yaml-document.ts';

/** Reads a file of list prices. Throws a UsageError that lists everything that is wrong with it. */
export function loadPrices(file: string): PriceBook {
  const source = loadYaml(file, 'price list');
  const book = validateYaml(source, PriceBook);
  const findings = checkPrices(book.prices, ['prices']);
  if (findings.length === 0) return book;
  throw usageErrorOf(findings.map((found) => yamlProblem(source, found.path, found.message, found.at)));
}

/** What the schema cannot see in prices: items and regions that do not exist, and two prices for the same thing. */
export function checkPrices(prices: readonly { item: string; region: string }[], path: Path): Finding[] {
  return prices.flatMap(({ item, region }, index) => {
    const findings: Finding[] = checkRegion(region, [...path, index, 'region']);
    if (unitOf(item) === null) {
      const message = `unknown price item "${item}"${nameHint(item, priceItemNames)}`;
      findings.push({ path: [...path, index, 'item'], message });
    }
    if (prices.findIndex((one) => one.item === item && one.region === region) < index) {
      const message = `a price of "${item}" in ${region} stands above already`;
      findings.push({ path: [...path, index, 'item'], message });
    }
    return findings;
  });
}
