import type { z } from 'zod';
import type { Kind } from '../../resources/kind.ts';
import type { DeclaredElement, DeclaredPlace, Neighbours } from './element.ts';
import type { Properties } from './properties.ts';

/**
 * One attribute as an element declares it. Undefined: the element does not set it, so that its documented default holds, or what AWS
 * decides. Null: known to be absent. `steady(value)`: what AWS comes to by itself. `filled(value)`: a documented default that depends on others. What is thrown by a reading makes this one attribute unread.
 */
export type Member = (
  properties: Properties,
  element: DeclaredElement,
  neighbours: Neighbours,
  place: DeclaredPlace,
) => unknown;

/** How an element of one type declares a resource of one kind. */
export interface Declaration<A extends z.ZodObject = z.ZodObject> {
  kind: Kind<A>;
  /** CloudFormation type, such as AWS::DynamoDB::Table. */
  type: string;
  /** Each attribute of the kind; `null` for those that no source can tell. */
  attributes: { [M in keyof z.infer<A>]: Member | null };
  /** Effective values of attributes that are not set, as documented by AWS. */
  defaults?: Partial<z.infer<A>>;
  /**
   * Property that holds the tags, a list of Key and Value or an object: none are set where it is absent, or, with `ifGiven`, nothing is
   * said of them. Left out: the kind's tags are not declared.
   */
  tags?: string | { ifGiven: string };
  /** Whether the element declares such a resource at all; always when left out. */
  when?: (properties: Properties, element: DeclaredElement, neighbours: Neighbours) => boolean;
  /** Where one element declares several resources of the kind: the part of the properties for each. */
  each?: (properties: Properties, element: DeclaredElement, neighbours: Neighbours) => Properties[];
}

/** Declares and lets the compiler check that no attribute was forgotten. */
export function declare<A extends z.ZodObject>(declaration: Declaration<A>): Declaration {
  return declaration as unknown as Declaration;
}
