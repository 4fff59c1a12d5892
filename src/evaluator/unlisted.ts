import type { Unknown } from '../model/report.ts';
import { unknownAccount } from '../model/snapshot.ts';
import type { SubjectKind, Unlisted } from './subject.ts';
import { dedupe, type Place, type World } from './world.ts';

/** Places where subjects of a kind may be missing, with the reason. Plans list only what they hold, so nothing is missing there. */
export function unlistedOf(kind: SubjectKind, world: World): Unlisted[] {
  if (world.snapshot.source !== 'aws' || kind.isAsked?.(world) === false) return [];
  if (kind.unlisted) return kind.unlisted(world);
  return world.snapshot.scopes
    .filter((scope) => (scope.region === 'global') === kind.global)
    .flatMap((scope) => {
      const gaps = kind.restsOn.flatMap((resourceKind) => world.gaps(resourceKind, scope));
      const because = dedupe([...gaps, ...identityGaps(world, scope)]);
      return because.length > 0 ? [{ kind: kind.kind, account: scope.account, region: scope.region, because }] : [];
    });
}

/** Why the account of a place is not known: even its own subject stands for more than was seen. Empty where it is known. */
export function identityGaps(world: World, place: Place): Unknown[] {
  if (place.account !== unknownAccount) return [];
  return world.snapshot.coverage
    .filter((entry) => entry.api === 'sts:GetCallerIdentity' && !entry.complete)
    .map((entry) => ({ fact: 'account', reason: entry.status === 'ok' ? 'malformed' : entry.status, api: entry.api }));
}
