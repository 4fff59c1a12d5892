import { z } from 'zod';

export const Duration = z
  .string()
  .regex(/^\d+(m|h|d)$/, 'a duration such as 30m, 24h or 7d')
  .describe('Duration: a whole number of m(inutes), h(ours) or d(ays).');

/** Milliseconds of a duration such as 30m, 24h or 7d. */
export function durationMs(text: string): number {
  const unit = { m: 60_000, h: 3_600_000, d: 86_400_000 }[text.slice(-1)];
  return Number(text.slice(0, -1)) * (unit ?? Number.NaN);
}
