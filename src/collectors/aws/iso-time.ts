/** Time as the snapshot writes it: ISO 8601 UTC; null where AWS tells none. */
export function isoTime(time: Date | undefined): string | null {
  return time?.toISOString() ?? null;
}
