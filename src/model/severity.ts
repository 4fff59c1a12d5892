import { z } from 'zod';

/** Severities from mild to grave. `high` means proven, hurting now or at a dated event, and fixable by the reader. */
export const severities = ['info', 'low', 'medium', 'high', 'critical'] as const;

export const Severity = z.enum(severities).describe('How much it hurts: info, low, medium, high or critical.');
export type Severity = z.infer<typeof Severity>;

/** 0 for info … 4 for critical. */
export function severityRank(severity: Severity): number {
  return severities.indexOf(severity);
}

/** True when `severity` is at least as grave as `threshold`. */
export function atOrAbove(severity: Severity, threshold: Severity): boolean {
  return severityRank(severity) >= severityRank(threshold);
}
