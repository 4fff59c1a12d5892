const dayMs = 86_400_000;

/** Full days (UTC) before that of an instant, oldest first, YYYY-MM-DD. @param instant ISO 8601 */
export function daysBefore(instant: string, count: number): string[] {
  const today = Math.floor(Date.parse(instant) / dayMs);
  return Array.from({ length: count }, (_, index) => dateOf((today - count + index) * dayMs));
}

/** The day (UTC) of an instant in milliseconds, YYYY-MM-DD. */
export const dateOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);
