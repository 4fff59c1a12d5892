import type { Json } from '../../model/snapshot.ts';
import { kindByName } from '../../resources/index.ts';
import { isQuantity, quantityOf } from './aspect.ts';
import type { Leg } from './leg.ts';

/** What a leg does, in a few words. */
export function whatOf(leg: Leg): string {
  const title = (kindByName.get(leg.want.resource.kind)?.title ?? leg.want.resource.kind).split(/ of | with |:/)[0];
  if (leg.from === null) return `Put back the ${lowerFirst(title)}`;
  if (leg.to === null) return `Remove the ${lowerFirst(title)}`;
  const named = leg.values.filter(({ from, to }) => isPlain(from) && isPlain(to));
  const changes = named.map(({ attribute, from, to }) => changeOf(attribute ?? '', from, to));
  const rest = leg.values.length - named.length;
  const text = [...changes, ...(rest > 0 ? [namesOf(leg)] : [])].join(', ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A title within a sentence; names of services keep their capital. */
const lowerFirst = (title = '') => title.replace(/^S(?=cal|che)/, 's');

const namesOf = (leg: Leg) =>
  `put back ${leg.values
    .filter(({ from, to }) => !(isPlain(from) && isPlain(to)))
    .map(({ attribute }) => attribute)
    .join(' and ')}`;

const isPlain = (value: Json) => value === null || typeof value !== 'object';

function changeOf(attribute: string, from: Json, to: Json): string {
  if (isQuantity(attribute)) {
    const absent = attribute.startsWith('max') || attribute === 'reservedConcurrency' ? Number.POSITIVE_INFINITY : 0;
    const verb = quantityOf(to, absent) < quantityOf(from, absent) ? 'lower' : 'raise';
    return `${verb} ${attribute} from ${from ?? 'none'} to ${to ?? 'none'}`;
  }
  return `set ${attribute} from ${from ?? 'none'} to ${to ?? 'none'}`;
}
