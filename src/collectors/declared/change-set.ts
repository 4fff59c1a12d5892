import type { ChangeSet, PlannedChange } from '../../model/change-set.ts';
import { compareText } from '../../model/snapshot.ts';
import { type Described, describeElement } from './describe-element.ts';
import type { DeclaredElement, DeclaredPlace, Element, Neighbours } from './element.ts';
import { partTypes } from './part-types.ts';
import { propertiesOf } from './properties.ts';
import { declarations } from './registry.ts';

type Side = 'properties' | 'before';

/** Turns the elements of a plan or template into changes of resources. Pure. */
export function changeSetOf(
  source: ChangeSet['source'],
  elements: readonly Element[],
  place: DeclaredPlace,
): ChangeSet {
  const byType = groupBy(declarations, ({ type }) => type);
  const sides = { properties: neighboursOf(elements, 'properties'), before: neighboursOf(elements, 'before') };
  const changes: PlannedChange[] = [];
  const others = new Map<string, number>();
  for (const element of elements) {
    const known = byType.get(element.type);
    if (!known && !partTypes.has(element.type)) others.set(element.type, (others.get(element.type) ?? 0) + 1);
    for (const declaration of known ?? []) {
      const side = (name: Side): Described[] => {
        const bag = element[name];
        return bag === null ? [] : describeElement(declaration, element, bag, place, sides[name]);
      };
      changes.push(...pair(element, declaration.kind.kind, side('before'), side('properties')));
    }
  }
  return {
    source,
    changes: changes.sort((a, b) => compareText(a.address, b.address) || compareText(a.kind, b.kind)),
    problems: [],
    otherTypes: [...others].map(([type, count]) => ({ type, count })).sort((a, b) => compareText(a.type, b.type)),
  };
}

/** Beside each other what is the same resource before and after; one that gets another key is deleted and created. */
function pair(element: Element, kind: string, before: Described[], after: Described[]): PlannedChange[] {
  const { address, action } = element;
  const left = [...before];
  const changes = after.map(({ resource, unsaid }): PlannedChange => {
    const same = left.findIndex((one) => one.resource.key === resource.key);
    const [old] = same === -1 ? [] : left.splice(same, 1);
    const made = action === 'declare' || old ? action : 'create';
    return { address, kind, action: made, before: old?.resource ?? null, after: resource, unsaid };
  });
  const gone = left.map(
    ({ resource }): PlannedChange => ({ address, kind, action: 'delete', before: resource, after: null, unsaid: [] }),
  );
  return [...changes, ...gone];
}

/** What an element can ask about the others that will be, or that were, where it is. */
function neighboursOf(elements: readonly Element[], side: Side): (element: DeclaredElement) => Neighbours {
  const described = elements.flatMap((element): DeclaredElement[] => {
    const bag = element[side];
    return bag === null ? [] : [{ ...element, properties: propertiesOf(bag) }];
  });
  const byType = groupBy(described, ({ type }) => type);
  const byAddress = new Map(described.map((element) => [element.address, element]));
  return (asking) => ({
    of: (type) =>
      (byType.get(type) ?? []).filter(({ account, region }) => account === asking.account && region === asking.region),
    referenced: (properties, path, type) =>
      properties
        .references(path)
        .map((address) => byAddress.get(address))
        .find((element) => element?.type === type),
  });
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
