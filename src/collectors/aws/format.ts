/** Time as the snapshot writes it: ISO 8601 UTC; null where AWS tells none. */
export function isoTime(time: Date | undefined): string | null {
  return time?.toISOString() ?? null;
}

/** What follows the last slash of an ARN: most often the name. */
export function lastPart(arn: string): string;
export function lastPart(arn: string | undefined): string | undefined;
export function lastPart(arn: string | undefined): string | undefined {
  return arn?.slice(arn.lastIndexOf('/') + 1);
}
