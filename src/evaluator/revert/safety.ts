import { differencesOf } from '../drift/differences.ts';
import { type Reason, reasonsAgainst } from '../ledger/safety.ts';
import type { Around } from './around.ts';
import type { Leg } from './leg.ts';

/** What speaks, or may speak, against a leg that takes capacity away: asked of each value that it changes. */
export function reasonsToWait({ want, from, to }: Leg, { now: world }: Around): Reason[] {
  const { resource } = want;
  const state = (attributes: typeof from) => ({ ...resource, attributes: { ...attributes } });
  const differences =
    from === null || to === null
      ? [{ path: [], before: null, now: null }]
      : differencesOf(state({ ...from, ...to }), state(from));
  return differences.flatMap(({ path, before, now }) => {
    const held = { value: path[0] ?? '', path, declared: null, of: () => now };
    return reasonsAgainst({ resource, held, normal: before, now }, world);
  });
}
