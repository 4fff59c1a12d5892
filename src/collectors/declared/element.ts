import type { ChangeAction } from '../../model/change-set.ts';
import type { Properties } from './properties.ts';
import type { DeclaredObject } from './value.ts';

/** One element of a plan or template, in CloudFormation's type and property names, whatever the source. */
export interface Element {
  /** Terraform address or logical id: what values of other elements refer to. */
  address: string;
  /** CloudFormation type, such as AWS::DynamoDB::Table. */
  type: string;
  action: ChangeAction;
  /** Properties as they will be; null where the element is deleted. */
  properties: DeclaredObject | null;
  /** Properties as the source's state has them; null where there is none. */
  before: DeclaredObject | null;
  /** Where it will be; null where the source does not tell. */
  account: string | null;
  region: string | null;
  /** ARN, where the source's state tells it. */
  id?: string;
  location?: { path: string; line: number };
}

/** Where a resource is. */
export interface DeclaredPlace {
  partition: string;
  account: string;
  region: string;
}

/** An element while its members are computed. */
export interface DeclaredElement {
  address: string;
  type: string;
  properties: Properties;
  region: string | null;
  account: string | null;
}

/** The other elements of the source, on the same side of the change. */
export interface Neighbours {
  /** Those of a type, in the same account and region. */
  of(type: string): DeclaredElement[];
  /** The one of a type that a property refers to; undefined where it refers to none of this source. */
  referenced(properties: Properties, path: string, type: string): DeclaredElement | undefined;
}
