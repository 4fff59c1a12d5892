import type { Reporter } from './reporter.ts';

/** Written next. */
export const reporter: Reporter = {
  format: 'markdown',
  description: 'Not written yet.',
  render: () => [],
};
