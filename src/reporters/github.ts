import type { Reporter } from './reporter.ts';

/** Written next. */
export const reporter: Reporter = {
  format: 'github',
  description: 'Not written yet.',
  render: () => [],
};
