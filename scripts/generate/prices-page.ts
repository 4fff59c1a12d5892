import { join } from 'node:path';
import { loadPrices } from '../../src/loaders/prices.ts';
import { type Price, priceItemNames, unitOf } from '../../src/model/price.ts';
import { compareText } from '../../src/model/snapshot.ts';
import { code, generatedNote, page, prose, table } from './markdown.ts';

/** docs/prices.md: what can be priced, and the prices that ship. `root` is the folder of the repository. */
export function pricesPage(root: string): string {
  const { asOf, prices } = loadPrices(join(root, 'prices/prices.yaml'));
  const sorted = prices.toSorted((a, b) => compareText(a.item, b.item) || compareText(a.region, b.region));
  return page([
    generatedNote,
    '# Prices',
    `What an override costs is counted at list prices of AWS, compiled on ${asOf} from published material: on demand, US dollars, before tax, free tiers, Savings Plans and discounts of your own. No page of AWS was read live: check a number that matters. A day has 24 hours.`,
    'A price holds in its region alone, and one that is not listed is **unknown, never 0**: reports say so. Confidence is high where two sources agree that were written separately, and medium where there is one; what is known from memory alone, or was scaled from another region, is not in the list.',
    'Prices of your own go before the list:',
    '```yaml\n# headroom.yaml\nprices:\n  - { item: fargate-x86-vcpu, region: eu-central-1, usdPerHour: 0.0466 }\n  - { item: elasticache-valkey/cache.r7g.large, region: eu-central-1, usdPerHour: 0.2 }\n```',
    '## What can be priced',
    table(
      ['item', 'one unit'],
      priceItemNames.map((item) => [code(item), prose(unitOf(item) ?? '')]),
    ),
    'Of the items with a slash each node type and each model has a price of its own.',
    '## What is not counted',
    [
      'Fargate Spot, whose price moves, and tasks on EC2 instances or Fargate for Windows.',
      'Warm throughput of DynamoDB, which has no standing charge, and requests of tables on demand, which are paid by use.',
      'Maxima, reserved concurrency and suspended scaling: they cost nothing by themselves.',
      'Bedrock model units: no list price is known whose region and date are certain. Declare yours.',
    ]
      .map((line) => `- ${line}`)
      .join('\n'),
    '## Prices that ship',
    table(['item', 'region', 'USD an hour', 'USD a day', 'confidence', 'source'], sorted.map(row)),
  ]);
}

function row({ item, region, usdPerHour, confidence, source }: Price): string[] {
  return [code(item), region, plain(usdPerHour), plain(usdPerHour * 24), confidence, prose(source)];
}

/** Six significant digits, never in powers of ten. */
function plain(usd: number): string {
  const digits = Math.max(0, 5 - Math.floor(Math.log10(usd)));
  return usd.toFixed(Math.min(digits, 10)).replace(/\.?0+$/, '');
}
