/** Time for the transport: it only ever measures how long something took, so it needs no calendar. */
export interface Clock {
  /** Milliseconds since some fixed instant. */
  now(): number;
  /** Waits; returns early, without an error, when the signal is aborted. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** Time that runs a hundred times as fast, for an endpoint that is not AWS and needs no pace. */
export const fastClock: Clock = {
  now: () => performance.now() * 100,
  sleep: (milliseconds, signal) => monotonicClock.sleep(milliseconds / 100, signal),
};

export const monotonicClock: Clock = {
  now: () => performance.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      signal.addEventListener('abort', done);
    }),
};
