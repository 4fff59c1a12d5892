import type { ReportRemediation } from '../../model/report.ts';
import type { Json } from '../../model/snapshot.ts';
import { takenBack } from '../drift/restore.ts';
import { writers } from '../writers/index.ts';
import { commandOf } from '../writers/operation.ts';
import type { Attributes } from '../writers/writer.ts';
import type { Deviation } from './age.ts';

/**
 * The command that brings a value back, and the one that undoes it.
 * @param siblings what else deviates on the same resource: bounds that cannot go back alone go back together
 */
export function remedyOf(deviation: Deviation, siblings: readonly Deviation[]): ReportRemediation {
  const { resource, held, normal, now } = deviation;
  const summary = `Bring ${held.value} of ${resource.name} back from ${shown(now)} to ${shown(normal)}.`;
  const nothing = (caveat: string) => ({ summary, commands: [], undo: [], caveats: [caveat] });
  if (held.path.length === 1 && held.value === 'provisionedConcurrency') {
    return nothing('Which alias keeps how much is not told by the sum: bring each back by itself.');
  }
  const bounds = siblings.filter(({ held: { value } }) => value === 'minCapacity' || value === 'maxCapacity');
  const together = boundsTogether(deviation, bounds) ? bounds : [deviation];
  const back = wanted(together);
  const way = write(deviation, resource.attributes, back);
  if ('cannot' in way) return nothing(way.cannot);
  const here = Object.fromEntries(Object.keys(back).map((name) => [name, resource.attributes[name] ?? null]));
  const undo = write(deviation, { ...resource.attributes, ...back }, here);
  return 'cannot' in undo
    ? { summary, commands: way.commands, undo: [], caveats: [...way.caveats, undo.cannot] }
    : { summary, commands: way.commands, undo: undo.commands, caveats: way.caveats };
}

/** AWS refuses a minimum above the maximum. */
function boundsTogether({ resource, held, normal }: Deviation, bounds: readonly Deviation[]): boolean {
  if (resource.kind !== 'scalable-target' || bounds.length < 2) return false;
  const { minCapacity, maxCapacity }: Attributes = { ...resource.attributes, [held.value]: normal };
  return Number(minCapacity) > Number(maxCapacity);
}

/** The attributes that are to change, as they are wanted. */
function wanted(deviations: readonly Deviation[]): Attributes {
  const [first] = deviations;
  if (!first) return {};
  const differences = deviations.map(({ held, normal, now }) => ({ path: [...held.path], before: normal, now }));
  const back = takenBack(first.resource, first.resource, differences);
  return Object.fromEntries(deviations.map(({ held: { path } }) => [path[0] ?? '', back[path[0] ?? ''] ?? null]));
}

type Way = { commands: string[][]; caveats: string[] } | { cannot: string };

function write({ resource }: Deviation, from: Attributes, to: Attributes): Way {
  const plan = writers[resource.kind]?.(resource, from, to);
  if (!plan)
    return { cannot: `Headroom knows no command that writes ${resource.kind}: change it where it is declared.` };
  if ('cannot' in plan) return plan;
  return { commands: plan.operations.map((one) => commandOf(one, resource.region)), caveats: plan.caveats };
}

const shown = (value: Json) => (value === null ? 'none' : typeof value === 'string' ? value : JSON.stringify(value));
