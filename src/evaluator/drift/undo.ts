import type { ReportRemediation } from '../../model/report.ts';
import type { Resource } from '../../model/snapshot.ts';
import { writers } from '../writers/index.ts';
import { commandOf } from '../writers/operation.ts';
import type { Attributes } from '../writers/writer.ts';
import type { Difference } from './differences.ts';
import { takenBack } from './restore.ts';

/** Both states of a resource; null where there was, or is, none. */
export interface States {
  before: Resource | null;
  now: Resource | null;
}

/** How some differences of a resource are taken back, and how that is undone. */
export function undoOf({ before, now }: States, differences: readonly Difference[]): ReportRemediation {
  const resource = (now ?? before) as Resource;
  const here = now?.attributes ?? null;
  const back = before && now ? takenBack(before, now, differences) : (before?.attributes ?? null);
  const summary = before
    ? now
      ? `Bring ${listed(differences.map(({ path }) => path.join('.')))} of ${resource.name} back to the baseline.`
      : `Make ${resource.name} again as the baseline has it.`
    : `Remove ${resource.name}, which the baseline does not have; or accept the baseline.`;
  const way = write(resource, here, back);
  const undone = way.commands.length > 0 ? write(resource, back, here) : { commands: [], caveats: [] };
  const lost =
    way.commands.length > 0 && undone.commands.length === 0 ? ['No command brings back what is there now.'] : [];
  return { summary, commands: way.commands, undo: undone.commands, caveats: [...way.caveats, ...lost] };
}

function write(
  resource: Resource,
  from: Attributes | null,
  to: Attributes | null,
): { commands: string[][]; caveats: string[] } {
  const plan = writers[resource.kind]?.(resource, from, to);
  if (!plan)
    return {
      commands: [],
      caveats: [`Headroom knows no command that writes ${resource.kind}: change it where it is declared.`],
    };
  if ('cannot' in plan) return { commands: [], caveats: [plan.cannot] };
  return { commands: plan.operations.map((one) => commandOf(one, resource.region)), caveats: plan.caveats };
}

function listed(names: string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
