const gibibyte = 1024 ** 3;

/** GiB of burstable classes, which follow no ratio. */
const burstable: Readonly<Record<string, number>> = {
  micro: 1,
  small: 2,
  medium: 4,
  large: 8,
  xlarge: 16,
  '2xlarge': 32,
};

/** GiB for each virtual CPU, by family; the first pattern that fits. */
const ratios: readonly (readonly [RegExp, number])[] = [
  [/^r[34]$/, 7.625],
  [/^(r|z1)/, 8],
  [/^m/, 4],
  [/^c/, 2],
  [/^x1e$/, 30.5],
  [/^x1$/, 15.25],
  [/^x2ie/, 32],
  [/^x/, 16],
];

/**
 * Memory of an instance class, bytes; null for one that is not understood. What AWS calls DBInstanceClassMemory is some
 * percent less, since the system keeps a part.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Summary.html
 */
export function memoryOfClass(instanceClass: string): number | null {
  const [, family = '', size = '', times] =
    /^db\.([a-z0-9]+)\.([a-z0-9]+?)(?:\.tpc\d)?(?:\.mem(\d)x)?$/.exec(instanceClass) ?? [];
  const gibibytes = /^t\d/.test(family) ? burstable[size] : regular(family, size);
  return gibibytes === undefined ? null : gibibytes * Number(times ?? 1) * gibibyte;
}

function regular(family: string, size: string): number | undefined {
  const ratio = ratios.find(([pattern]) => pattern.test(family))?.[1];
  const [, multiple, xlarge] = /^(\d*)(x?)large$/.exec(size) ?? [];
  if (ratio === undefined || multiple === undefined) return undefined;
  const processors = xlarge === 'x' ? 4 * Number(multiple || 1) : 2;
  return ratio * processors;
}

/** An Aurora capacity unit has about 2 GiB. https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.how-it-works.html */
export const memoryOfAcu = (units: number): number => units * 2 * gibibyte;
