import { type Declared, type DeclaredObject, isObject } from './value.ts';

/** Member names as services with camelCase APIs (Amazon ECS) write them; CloudFormation capitalises them. */
export function lowerFirst(value: Declared | undefined): Declared | undefined {
  if (Array.isArray(value)) return value.map((item) => lowerFirst(item) ?? null);
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([name, member]) => [
    `${name.charAt(0).toLowerCase()}${name.slice(1)}`,
    lowerFirst(member),
  ]);
  return Object.fromEntries(members) as DeclaredObject;
}
