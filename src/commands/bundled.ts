import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkRule } from '../evaluator/vocabulary.ts';
import { loadPrices } from '../loaders/prices.ts';
import { loadRules } from '../loaders/rules.ts';
import type { PriceBook } from '../model/price.ts';
import type { Rule } from '../model/rule.ts';
import { embedded } from './embedded.ts';

/** A folder that ships with the program (rules, examples): beside the bundle, or in the repository above the sources. */
export function bundledFolder(name: string): string {
  const found = findBundled(name);
  if (found === null) throw new Error(`the folder ${name} is missing from this installation`);
  return found;
}

/** The rules that ship: as the build has checked and kept them, else read from their files. */
export function shippedRules(): Rule[] {
  if (embedded) return embedded.rules;
  const built = findBundled('rules.json');
  return built === null
    ? loadRules([bundledFolder('rules')], checkRule)
    : (JSON.parse(readFileSync(built, 'utf8')) as Rule[]);
}

/** The list prices that ship: as the build has checked and kept them, else read from their file. */
export function shippedPrices(): PriceBook {
  if (embedded) return embedded.prices;
  const built = findBundled('prices.json');
  return built === null
    ? loadPrices(join(bundledFolder('prices'), 'prices.yaml'))
    : (JSON.parse(readFileSync(built, 'utf8')) as PriceBook);
}

function findBundled(name: string): string | null {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (let levels = 0; levels < 3; levels += 1) {
    const candidate = join(folder, name);
    if (existsSync(candidate)) return candidate;
    folder = dirname(folder);
  }
  return null;
}
