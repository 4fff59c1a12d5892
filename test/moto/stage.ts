import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, inject } from 'vitest';
import type { Stage } from './cli.ts';
import { type Moto, startMoto } from './server.ts';

/** A moto server with an account in it, and a folder that holds the policy. */
export interface Staged extends Stage {
  moto: Moto;
  endpoint: string;
}

/** A suite over one moto server of its own: skipped where moto cannot be had, which the set-up told. */
export function describeOnMoto(
  name: string,
  create: (endpoint: string) => Promise<void>,
  tests: (staged: () => Staged) => void,
): void {
  const python = inject('python');
  describe.skipIf(python === null)(name, () => {
    let staged: Staged;
    beforeAll(async () => {
      const moto = await startMoto(python ?? '');
      staged = { moto, folder: moto.folder, endpoint: moto.url };
      copyFileSync(fileURLToPath(new URL('headroom.yaml', import.meta.url)), join(moto.folder, 'headroom.yaml'));
      await create(moto.url);
    });
    afterAll(() => staged?.moto.stop());
    tests(() => staged);
  });
}
