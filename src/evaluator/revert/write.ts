import { writers } from '../writers/index.ts';
import { commandOf, type Operation } from '../writers/operation.ts';
import { type Attributes, type Plan, planAt } from '../writers/writer.ts';
import type { Hold } from './hold.ts';
import type { Leg } from './leg.ts';

export interface Written {
  commands: string[][];
  undo: string[][];
  caveats: string[];
  /** Why AWS would not do it; null: it would. */
  refused: Hold | null;
}

/** The commands of a leg and those that take it back; of one that is refused for a time, those that will do it then. */
export function writeLeg(leg: Leg, now: number): Written {
  const plan = planAt(planOf(leg, leg.from, leg.to), now);
  const steps = 'cannot' in plan ? (plan.later ?? { operations: [], caveats: [] }) : plan;
  const back = steps.operations.length === 0 ? null : planBack(leg);
  const words = (operations: Operation[]) =>
    operations.map((operation) => commandOf(operation, leg.want.resource.region));
  const lost = back !== null && 'cannot' in back ? [`Nothing takes it back: ${back.cannot}`] : [];
  return {
    commands: words(steps.operations),
    undo: back === null || 'cannot' in back ? [] : words(back.operations),
    caveats: [...steps.caveats, ...lost],
    refused: refusalOf(plan),
  };
}

function refusalOf(plan: Plan): Hold | null {
  if (!('cannot' in plan)) return plan.operations.length > 0 ? null : { reason: 'no command writes it', until: null };
  return { reason: plan.cannot.replace(/\.$/, ''), until: plan.until === undefined ? null : Date.parse(plan.until) };
}

function planOf({ want: { resource } }: Leg, from: Attributes | null, to: Attributes | null): Plan {
  const writer = writers[resource.kind];
  if (!writer) return { cannot: `No command is known that writes a ${resource.kind}.` };
  return writer({ ...resource, attributes: { ...(from ?? to ?? resource.attributes) } }, from, to);
}

function planBack(leg: Leg): Plan {
  const { from, to } = leg;
  if (from === null) return planOf(leg, to, null);
  if (to === null) return planOf(leg, null, from);
  const before = Object.fromEntries(Object.keys(to).map((name) => [name, from[name] ?? null]));
  return planOf(leg, { ...from, ...to }, before);
}
