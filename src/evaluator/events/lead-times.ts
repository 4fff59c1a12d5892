const hour = 3_600_000;
const day = 24 * hour;

/** How long before an event each change must be begun, milliseconds. */
export const leadTimes = {
  /** AWS decides on increases of quotas in hours to weeks. https://docs.aws.amazon.com/servicequotas/latest/userguide/request-quota-increase.html */
  quotaIncrease: 14 * day,
  /** Warm throughput rises in the background, and cannot be taken back. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/warm-throughput.html */
  warmThroughput: 7 * day,
  /** Schedules want to be there a day before, so that somebody can still look at them. */
  schedule: day,
  /** The minimum stands, and was looked at, this long before. */
  minimum: hour / 2,
} as const;
