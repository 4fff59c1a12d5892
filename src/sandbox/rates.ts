/** A token bucket: `burst` calls at once, then `perSecond`. */
export type Rate = { burst: number; perSecond: number };

/** Says whether a call fits its bucket. Keys are `<prefix>:<Operation>`, or `<prefix>:*` for one bucket that all share. */
export function createRateLimiter(rates: Readonly<Record<string, Rate>>): (call: RatedCall) => boolean {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return ({ service, operation, account, region }) => {
    const api = [`${service}:${operation}`, `${service}:*`].find((name) => name in rates);
    const rate = api === undefined ? undefined : rates[api];
    if (!rate) return true;
    const key = `${account} ${region} ${api}`;
    const now = performance.now();
    const bucket = buckets.get(key) ?? { tokens: rate.burst, at: now };
    bucket.tokens = Math.min(rate.burst, bucket.tokens + ((now - bucket.at) / 1000) * rate.perSecond);
    bucket.at = now;
    buckets.set(key, bucket);
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  };
}

type RatedCall = { service: string; operation: string; account: string; region: string };
