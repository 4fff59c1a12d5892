/**
 * Services and operations that do not exist somewhere, so that calling them would only fail. Explicit, because an error
 * never proves absence. Each entry names its source.
 */
interface Absence {
  /** IAM prefix of a service, or one API. */
  api: string;
  partition?: string;
  region?: string;
}

const absences: readonly Absence[] = [];

/** Why an API is not called in a place; null when it is. */
export function unsupportedReason(api: string, place: { partition: string; region: string }): string | null {
  const found = absences.find(
    (one) =>
      (one.api === api || api.startsWith(`${one.api}:`)) &&
      (one.partition === undefined || one.partition === place.partition) &&
      (one.region === undefined || one.region === place.region),
  );
  if (!found) return null;
  return `${api} does not exist in ${found.region ?? `partition ${found.partition}`}`;
}
