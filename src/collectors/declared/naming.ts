import type { DeclaredElement, Neighbours } from './element.ts';
import type { Properties } from './properties.ts';

/** Elements of a type whose property names another element, by reference or by its name or ARN. */
export function belongingTo(
  neighbours: Neighbours,
  type: string,
  path: string,
  owner: DeclaredElement,
  ownerName: string | undefined,
  nameIn: (text: string) => string | undefined,
): DeclaredElement[] {
  return neighbours.of(type).filter(({ properties }) => {
    if (properties.references(path).includes(owner.address)) return true;
    const text = plainText(properties, path);
    return text !== undefined && ownerName !== undefined && nameIn(text) === ownerName;
  });
}

/** A text where it is known; undefined where it is absent, or known only after apply. */
export function plainText(properties: Properties, path: string): string | undefined {
  const value = properties.raw(path);
  return typeof value === 'string' ? value : undefined;
}
