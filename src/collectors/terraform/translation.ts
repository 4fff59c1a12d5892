import { type Declared, type DeclaredObject, isFilled, isObject, isUnresolved, unresolved } from '../declared/value.ts';

/**
 * How one property is made of Terraform's attributes: the name of an attribute whose value is taken over as it is, or a function of
 * all of them. What is unresolved or filled in stays so.
 */
export type Translated = string | ((attributes: DeclaredObject) => Declared | undefined);

/** CloudFormation property names with how each comes from Terraform's attributes. */
export type Translation = { [property: string]: Translated };

/** How a Terraform resource type becomes elements; most become one. */
export interface TerraformType {
  /** Such as aws_dynamodb_table. */
  type: string;
  becomes: readonly { type: string; properties: Translation }[];
  /** Attribute that holds the physical name, where another resource may refer to it. */
  name?: string;
  /** True where `id` is that name too, and not the ARN. */
  idIsName?: boolean;
}

/** A resource type that becomes one element. */
export function terraformType(
  type: string,
  becomes: string,
  properties: Translation,
  naming: Pick<TerraformType, 'name' | 'idIsName'> = {},
): TerraformType {
  return { type, becomes: [{ type: becomes, properties }], ...naming };
}

/** Properties that are absent in Terraform are left out. */
export function translate(translation: Translation, attributes: DeclaredObject): DeclaredObject {
  const properties: DeclaredObject = {};
  for (const [property, from] of Object.entries(translation)) {
    const value = typeof from === 'string' ? attributes[from] : from(attributes);
    if (value !== undefined && value !== null) properties[property] = value;
  }
  return properties;
}

/** A nested block that may stand once: Terraform writes a list of one. */
export function block(name: string, translation: Translation): Translated {
  return (attributes) => {
    const value = attributes[name];
    if (isUnresolved(value)) return value;
    const plain = isFilled(value) ? value.value : value;
    const one = Array.isArray(plain) ? plain[0] : plain;
    if (isUnresolved(one)) return one;
    return isObject(one) ? translate(translation, one) : undefined;
  };
}

/** A nested block that may be repeated. */
export function blocks(name: string, translation: Translation): Translated {
  return (attributes) => {
    const value = attributes[name];
    if (isUnresolved(value)) return value;
    const plain = isFilled(value) ? value.value : value;
    if (!Array.isArray(plain)) return undefined;
    return plain.map((one) => (isObject(one) ? translate(translation, one) : one));
  };
}

/** An attribute of which AWS makes nothing where it is left out, though the provider reads it back: what is left to AWS is not set. */
export function onlyIfSet(name: string): (attributes: DeclaredObject) => Declared | undefined {
  return (attributes) => {
    const value = attributes[name];
    return isUnresolved(value) && value.isLeftToAws ? undefined : value;
  };
}

/** The value of an attribute with something done to it where it is known. */
export function mapped(name: string, map: (value: Declared) => Declared | undefined): Translated {
  return (attributes) => {
    const value = attributes[name];
    return value === undefined || value === null || isUnresolved(value)
      ? value
      : map(isFilled(value) ? value.value : value);
  };
}

/** Tags as they will be: those of the resource over the default tags of its provider, where the plan tells them together. */
export const allTags: Translated = ({ tags, tags_all: all }) => all ?? tags ?? {};

/**
 * Blocks with a name each, as an object by these names; undefined where there are none.
 * @param member attribute that is the value; left out: the whole block
 */
export function keyed(blocks: Declared | undefined, name: string, member?: string): Declared | undefined {
  if (isUnresolved(blocks)) return blocks;
  const plain = isFilled(blocks) ? blocks.value : blocks;
  if (!Array.isArray(plain) || plain.length === 0) return undefined;
  const items = plain.filter(isObject);
  const open = items.map((one) => one[name]).find(isUnresolved);
  if (open) return unresolved(open.references, null);
  return Object.fromEntries(items.map((one) => [String(one[name]), member === undefined ? one : one[member]]));
}
