import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A folder that ships with the program (rules, examples): beside the bundle, or in the repository above the sources. */
export function bundledFolder(name: string): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (let levels = 0; levels < 4; levels += 1) {
    const candidate = join(folder, name);
    if (existsSync(candidate)) return candidate;
    folder = dirname(folder);
  }
  throw new Error(`the folder ${name} is missing from this installation`);
}
