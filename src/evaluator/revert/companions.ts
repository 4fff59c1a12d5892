import type { Resource } from '../../model/snapshot.ts';
import { numberOf } from '../fact.ts';
import { isActionSpent } from '../facts/action-timeline.ts';
import { actionsOf, identityOf } from '../facts/joins.ts';
import { memberOf } from '../world.ts';
import { type Around, scaledBy, scalesIn, targetOf } from './around.ts';
import { inStages } from './gently.ts';
import { type Leg, legBetween } from './leg.ts';
import { placeOf, type Want } from './want.ts';

/** Scheduled actions that will write a minimum above the one that a leg lowers to. */
export function reasserting(leg: Leg, { then }: Around): Resource[] {
  const target = targetOf(leg.want.resource);
  const lowered = leg.to?.minCapacity;
  if (leg.want.resource.kind !== 'scalable-target' || target === null || typeof lowered !== 'number') return [];
  return actionsOf(then, leg.want.resource, target).filter(
    (action) =>
      !isActionSpent(action, then.now) &&
      typeof action.attributes.minCapacity === 'number' &&
      action.attributes.minCapacity > lowered,
  );
}

/**
 * A rate() action writes its minimum again every few minutes: unless the approved snapshot holds it, it goes before the
 * minimum is lowered.
 */
export function deletionsBefore(leg: Leg, around: Around): Want[] {
  const { baseline } = around.now;
  return reasserting(leg, around)
    .filter((action) => /^\s*rate\(/.test(String(action.attributes.schedule)))
    .filter((action) => !baseline?.find(action.kind, action, action.key ?? ''))
    .map((action) => ({
      subject: { ...leg.want.subject, ...namesOf(action) },
      resource: action,
      now: action.attributes,
      wanted: null,
      why: new Map([['', leg.why.map((reason) => ({ ...reason, text: again(action) }))]]),
      usdPerDay: new Map(),
      caveats: new Set<string>(),
    }));
}

const again = ({ attributes }: Resource) =>
  `It writes the minimum ${attributes.minCapacity} again at ${attributes.schedule}: lowering the minimum would not last.`;

const namesOf = ({ kind, key, id, name, keyHash }: Resource) => ({ kind, key: key ?? id, id, name, keyHash });

/**
 * Tasks of a service that nothing scales in stay when the minimum is lowered, until somebody lowers the desired count.
 * Where demand is declared it goes no lower than that.
 */
export function countDown(leg: Leg, around: Around, demand: number | null, taken: ReadonlySet<string>): Leg[] {
  const { resource } = leg.want;
  const target = targetOf(resource);
  const minimum = leg.to?.minCapacity;
  if (resource.kind !== 'scalable-target' || leg.phase !== 'minimum' || target?.serviceNamespace !== 'ecs') return [];
  const service = scaledBy(around.now, resource, identityOf(resource));
  if (typeof minimum !== 'number' || !service || taken.has(placeOf(service))) return [];
  if (scalesIn(around.then, resource, target) !== false) return [];
  const count = numberOf(memberOf(service, 'desiredCount'));
  const most = Number(leg.want.wanted?.maxCapacity ?? leg.from?.maxCapacity);
  const wanted = Math.min(Math.max(minimum, Math.ceil(demand ?? 0)), most);
  if (count === null || count <= wanted) return [];
  const want: Want = {
    ...leg.want,
    subject: { ...leg.want.subject, ...namesOf(service) },
    resource: service,
    now: service.attributes,
    wanted: { desiredCount: wanted },
    why: new Map([['desiredCount', leg.why.map((reason) => ({ ...reason, text: stays(reason.text) }))]]),
    usdPerDay: new Map(),
    caveats: new Set(),
  };
  const whole = legBetween(want, 'minimum', service.attributes, { desiredCount: wanted });
  return inStages({ ...whole, chain: leg.chain, after: [leg] }, around);
}

const stays = (text: string) => `No policy scales in, so that tasks stay when the minimum is lowered. ${text}`;
