import { changeSetOf } from '../../../src/collectors/declared/change-set.ts';
import type { Element } from '../../../src/collectors/declared/element.ts';
import type { DeclaredObject } from '../../../src/collectors/declared/value.ts';
import { terraformTypes } from '../../../src/collectors/terraform/registry.ts';
import { translate } from '../../../src/collectors/terraform/translation.ts';
import type { Resource } from '../../../src/model/snapshot.ts';

export const place = { partition: 'aws', account: '111122223333', region: 'eu-central-1' };

const made = (address: string, type: string, properties: DeclaredObject): Element => ({
  address,
  type,
  action: 'create',
  properties,
  before: null,
  account: null,
  region: null,
});

/** Elements of a template: type and properties by logical id. */
export const template = (elements: Record<string, [type: string, properties: DeclaredObject]>): Element[] =>
  Object.entries(elements).map(([id, [type, properties]]) => made(id, type, properties));

/** Elements of a plan: Terraform's type and attributes by name. */
export const plan = (elements: Record<string, [type: string, attributes: DeclaredObject]>): Element[] =>
  Object.entries(elements).flatMap(([name, [type, attributes]]) =>
    (terraformTypes.find((one) => one.type === type)?.becomes ?? []).map((one) =>
      made(`${type}.${name}`, one.type, translate(one.properties, attributes)),
    ),
  );

/** What elements declare, by kind and key or address. */
export function resourcesOf(elements: Element[]): Map<string, Resource> {
  const { changes } = changeSetOf('terraform-plan', elements, place);
  return new Map(
    changes.flatMap(({ address, after }) => (after ? [[`${after.kind} ${after.key ?? address}`, after]] : [])),
  );
}

/** Attributes of a live draft, without those that only the live account tells. */
export function attributesBut(draft: { attributes: object }, ...untold: string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(draft.attributes).filter(([name]) => !untold.includes(name)));
}
