import { writers } from '../writers/index.ts';
import { commandOf, type Operation } from '../writers/operation.ts';
import type { Attributes, Plan } from '../writers/writer.ts';
import type { Leg } from './leg.ts';

export interface Written {
  commands: string[][];
  undo: string[][];
  caveats: string[];
  /** Why AWS would not do it, and when it will (milliseconds since the epoch); null: it would. */
  refused: { reason: string; until: number | null } | null;
}

/** The commands of a leg and those that take it back. */
export function writeLeg(leg: Leg): Written {
  if (leg.given) {
    const { commands, undo, caveats, summary } = leg.given;
    const refused = commands.length === 0 ? { reason: `No command does it: ${summary}`, until: null } : null;
    return { commands, undo, caveats, refused };
  }
  const { region } = leg.want.resource;
  const plan = planOf(leg, leg.from, leg.to);
  const words = (operations: Operation[]) => operations.map((operation) => commandOf(operation, region));
  const back = planBack(leg);
  const undo = 'cannot' in back ? [] : words(back.operations);
  const lost = 'cannot' in back ? [`Nothing takes it back: ${back.cannot}`] : [];
  if ('cannot' in plan) {
    return { commands: [], undo: [], caveats: [], refused: { reason: plan.cannot, until: null } };
  }
  return { commands: words(plan.operations), undo, caveats: [...plan.caveats, ...lost], refused: null };
}

function planOf({ want: { resource } }: Leg, from: Attributes | null, to: Attributes | null): Plan {
  const writer = writers[resource.kind];
  if (!writer) return { cannot: `no command is known that writes a ${resource.kind}` };
  return writer({ ...resource, attributes: { ...(from ?? to ?? resource.attributes) } }, from, to);
}

function planBack(leg: Leg): Plan {
  const { from, to } = leg;
  if (from === null) return planOf(leg, to, null);
  if (to === null) return planOf(leg, null, from);
  const before = Object.fromEntries(Object.keys(to).map((name) => [name, from[name] ?? null]));
  return planOf(leg, { ...from, ...to }, before);
}
