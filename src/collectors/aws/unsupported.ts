/**
 * A service or operation that does not exist somewhere, so that calling it would only fail. The list is explicit, because
 * an error never proves absence, and short, because services spread: an entry that is out of date hides what is there.
 */
export interface Absence {
  /** IAM prefix of a service, or one API. */
  api: string;
  partition?: string;
  region?: string;
}

/** https://www.amazonaws.cn/en/about-aws/regional-product-services/ */
const absences: readonly Absence[] = [
  { api: 'aoss', partition: 'aws-cn' },
  { api: 'bedrock', partition: 'aws-cn' },
];

/** Why an API is not called in a place; null when it is. */
export function unsupportedReason(
  api: string,
  place: { partition: string; region: string },
  list: readonly Absence[] = absences,
): string | null {
  const found = list.find(
    (one) =>
      (one.api === api || api.startsWith(`${one.api}:`)) &&
      (one.partition === undefined || one.partition === place.partition) &&
      (one.region === undefined || one.region === place.region),
  );
  if (!found) return null;
  return `${found.api} does not exist in ${found.region ?? `the partition ${found.partition}`}`;
}
