import type { Reporter } from './reporter.ts';

/** Written next. */
export const reporter: Reporter = {
  format: 'html',
  description: 'Not written yet.',
  render: () => [],
};
