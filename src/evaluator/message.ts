import type { Unknown } from '../model/report.ts';
import type { Fact } from './fact.ts';
import { placeholder } from './vocabulary.ts';
import { reasonsOf, showValue } from './words.ts';

/** Fills {fact} and {fact unit} with values for people; says where a value is AWS's default rather than anybody's choice. */
export function renderMessage(template: string, factOf: (name: string) => Fact): string {
  return template.replace(placeholder, (_, name: string, unit: string | undefined) => {
    const fact = factOf(name);
    if (!fact.known) return 'unknown';
    const value = showValue(fact.value);
    const withUnit = unit !== undefined && typeof fact.value === 'number' ? `${value} ${unitOf(value, unit)}` : value;
    return fact.class === 'derived-default' ? `${withUnit} (AWS default, never set)` : withUnit;
  });
}

/** One of a thing is named in the singular: `1 unit`, `1 model unit`. Abbreviations (s, GiB, OCU) stay as they are. */
const unitOf = (value: string, unit: string) => (value === '1' ? unit.replace(/(?<=[a-z]{2})s$/, '') : unit);

/** Why something cannot be judged, in one sentence. */
export function renderUnknown(because: Unknown[]): string {
  return `Cannot be judged: ${reasonsOf(because)}.`;
}
