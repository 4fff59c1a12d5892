import type { Reporter } from './reporter.ts';

/** Written next. */
export const reporter: Reporter = {
  format: 'junit',
  description: 'Not written yet.',
  render: () => [],
};
