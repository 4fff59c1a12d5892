import type { PriceBook } from '../model/price.ts';
import type { Rule } from '../model/rule.ts';

/** What an installation of a single file has with it; the build of the Action puts it here. */
export interface Embedded {
  rules: Rule[];
  prices: PriceBook;
}

/** Null where rules and prices are files. */
export const embedded: Embedded | null = null;
