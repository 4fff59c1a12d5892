import { defineConfig } from 'vitest/config';

/** The reports of a hostile account, in a real browser. Needs Chromium; test/browser/chromium.ts says where it looks. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 1,
  },
});
