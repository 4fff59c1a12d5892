import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { declarations } from '../../../src/collectors/declared/registry.ts';
import { terraformTypes } from '../../../src/collectors/terraform/registry.ts';

const registries = [
  ['declarations', '../../../src/collectors/declared/kinds/', declarations],
  ['Terraform types', '../../../src/collectors/terraform/types/', terraformTypes],
] as const;

describe.each(registries)('the registry of %s', (_, folder, registered) => {
  it('holds what the files of its folder export, and nothing else', async () => {
    const files = readdirSync(new URL(folder, import.meta.url));
    const modules = await Promise.all(files.map((file) => import(new URL(folder + file, import.meta.url).href)));
    const exported = modules.flatMap((module) => Object.values(module).filter((one) => isRegistered(one)));

    expect(new Set<unknown>(registered)).toEqual(new Set<unknown>(exported));
    expect(registered.length).toBe(exported.length);
  });
});

/** Beside these, files may export what only others of the folder use. */
const isRegistered = (value: unknown) =>
  typeof value === 'object' && value !== null && 'type' in value && ('kind' in value || 'becomes' in value);

describe('Terraform types', () => {
  it('are each understood once', () => {
    const names = terraformTypes.map(({ type }) => type);

    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});
