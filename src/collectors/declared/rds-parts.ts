import { compareText } from '../../model/snapshot.ts';
import { isSymbolic } from '../../model/symbolic-name.ts';
import type { DeclaredElement, Neighbours } from './element.ts';
import { belongingTo, plainText } from './naming.ts';
import type { Properties } from './properties.ts';

/** RDS keeps identifiers in small letters. https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html */
export function inSmallLetters(name: string | undefined): string | undefined {
  return name === undefined || isSymbolic(name) ? name : name.toLowerCase();
}

/** The element of a type that a property names: by reference, or by the name that it has. */
export function named(
  properties: Properties,
  path: string,
  type: string,
  namePath: string,
  neighbours: Neighbours,
): DeclaredElement | undefined {
  const text = plainText(properties, path)?.toLowerCase();
  return (
    neighbours.referenced(properties, path, type) ??
    neighbours.of(type).find((one) => text !== undefined && plainText(one.properties, namePath)?.toLowerCase() === text)
  );
}

/** Identifiers of the instances of this source that are members of a cluster, sorted. */
export function membersIn(cluster: DeclaredElement, neighbours: Neighbours): string[] {
  const own = plainText(cluster.properties, 'DBClusterIdentifier')?.toLowerCase();
  return belongingTo(neighbours, 'AWS::RDS::DBInstance', 'DBClusterIdentifier', cluster, own, (text) =>
    text.toLowerCase(),
  )
    .flatMap(({ properties }) => inSmallLetters(properties.name('DBInstanceIdentifier')) ?? [])
    .sort(compareText);
}
