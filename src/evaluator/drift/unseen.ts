import type { DriftReport } from '../../model/drift.ts';
import type { Unknown } from '../../model/report.ts';
import type { Scope } from '../../model/snapshot.ts';
import { kinds } from '../../resources/index.ts';
import { dedupe, type World } from '../world.ts';
import type { Compared } from './compared.ts';

/** What a region does not have cannot be missed there. */
export const isUnseen = ({ reason }: Unknown) => reason !== 'unsupported';

/** Kinds of which more may have been added or removed than can be told: of those that either run holds, or could not read. */
export function unseenOf(
  place: Scope,
  resources: readonly Compared[],
  world: World,
  baseline: World,
): DriftReport['unseen'] {
  const here = resources.filter(
    ({ resource: { account, region } }) => account === place.account && region === place.region,
  );
  return kinds
    .filter(({ comparison, global }) => comparison !== null && global === (place.region === 'global'))
    .flatMap(({ kind }) => {
      const unread = here.filter(({ resource }) => resource.kind === kind).flatMap((one) => one.unread);
      const because = dedupe([...world.gaps(kind, place), ...baseline.gaps(kind, place), ...unread]);
      const held = world.at(kind, place).length + baseline.at(kind, place).length > 0;
      const matters = because.filter(isUnseen).filter(({ reason }) => held || reason !== 'not-recorded');
      return matters.length > 0 ? [{ account: place.account, region: place.region, kind, because: matters }] : [];
    });
}
