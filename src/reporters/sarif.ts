import type { Reporter } from './reporter.ts';

/** Written next. */
export const reporter: Reporter = {
  format: 'sarif',
  description: 'Not written yet.',
  render: () => [],
};
