import { defineConfig } from 'vitest/config';

/** The audit of an account behind moto, an emulator that nobody here wrote. Needs Python and, the first time, the network. */
export default defineConfig({
  test: {
    include: ['test/moto/**/*.test.ts'],
    globalSetup: ['test/moto/setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
