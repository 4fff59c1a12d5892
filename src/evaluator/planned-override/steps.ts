import type { OverrideStep } from '../../model/override-plan.ts';
import { UsageError } from '../../model/usage-error.ts';
import { actionsOf, identityOf } from '../facts/joins.ts';
import { writers } from '../writers/index.ts';
import { commandOf, type Operation } from '../writers/operation.ts';
import type { Attributes, Steps } from '../writers/writer.ts';
import type { Planning } from './planning.ts';
import { statesOf } from './raises.ts';
import { taggingOf } from './tagging.ts';
import { scheduledOnce, schedulesOnce, type Timing } from './timed-operation.ts';

/** The steps of a plan, in the order in which to run them: the revert first, so that no raise stands without one. */
export function planSteps(planning: Planning): { steps: OverrideStep[]; warnings: string[] } {
  const { resource, raises, from, until } = planning;
  const states = statesOf(resource, raises);
  const role = roleOf(planning);
  const raise = from === null ? immediate(planning, states) : timed(planning, states.now, states.raised, 'up', from);
  const revert = timed(planning, states.raised, states.back, 'down', until);
  const scheduled = (from !== null || revert.commands.length > 0) && resource.kind !== 'scalable-target';
  const { step: tag, warnings } = tagStep(planning);
  return {
    steps: [revert, raise, tag],
    warnings: [...(scheduled ? role.warnings : []), ...warnings],
  };
}

const place = ({ resource }: Planning) => resource.region;
const commands = (planning: Planning, operations: readonly Operation[]) =>
  operations.map((operation) => commandOf(operation, place(planning)));

/** What a writer says; a plan that cannot be carried out is refused, not half printed. */
function written({ resource }: Planning, from: Attributes, to: Attributes): Steps {
  const plan = writers[resource.kind]?.(resource, from, to) ?? { cannot: `nothing writes ${resource.kind}` };
  if ('cannot' in plan) throw new UsageError(`${resource.key}: ${plan.cannot}`);
  return plan;
}

const titles = {
  raise: 'Raise it.',
  up: 'Schedule the raise.',
  down: 'Schedule the revert.',
};

function immediate(planning: Planning, { now, raised }: { now: Attributes; raised: Attributes }): OverrideStep {
  const plan = written(planning, now, raised);
  const back = planning.raises.every(({ value }) => value.irreversible) ? null : written(planning, raised, now);
  return {
    what: 'raise',
    title: titles.raise,
    at: null,
    commands: commands(planning, plan.operations),
    undo: commands(planning, back?.operations ?? []),
    caveats: plan.caveats,
  };
}

function timed(
  planning: Planning,
  from: Attributes,
  to: Attributes,
  direction: 'up' | 'down',
  at: number,
): OverrideStep {
  const { world, resource, timezone, label } = planning;
  const timing: Timing = { at, timezone, label, direction };
  const plan = written(planning, from, to);
  const once =
    resource.kind === 'scalable-target'
      ? scheduledOnce(resource, boundsIn(planning, direction), timing)
      : schedulesOnce(resource, plan.operations, timing, {
          partition: world.partitionOf(resource),
          roleArn: roleOf(planning).arn,
        });
  refuseTaken(planning, once.names);
  return {
    what: direction === 'up' ? 'raise' : 'revert',
    title: titles[direction],
    at: new Date(at).toISOString().replace('.000Z', 'Z'),
    commands: plan.operations.length === 0 ? [] : commands(planning, once.operations),
    undo: plan.operations.length === 0 ? [] : commands(planning, once.undo),
    caveats: [
      ...plan.caveats,
      ...(resource.kind === 'scalable-target'
        ? []
        : [
            'EventBridge Scheduler checks a call only when it makes it: watch its TargetErrorCount, or give it a dead-letter queue.',
          ]),
      ...(direction === 'up'
        ? ['Once it has happened, taking it back changes nothing any more: the revert does.']
        : []),
    ],
  };
}

/** Bounds that an action writes; those that nobody raised it leaves as they are. */
function boundsIn({ raises }: Planning, direction: 'up' | 'down') {
  const sizeOf = (name: string) => {
    const found = raises.find(({ value }) => value.name === name);
    return (direction === 'up' ? found?.size : found?.back) ?? null;
  };
  return { minCapacity: sizeOf('minCapacity'), maxCapacity: sizeOf('maxCapacity') };
}

/** Putting an action under a name that is taken would replace what that one does. */
function refuseTaken({ world, resource }: Planning, names: readonly string[]): void {
  const taken =
    resource.kind === 'scalable-target'
      ? actionsOf(world, resource, identityOf(resource)).map(({ attributes }) => attributes.actionName)
      : world.at('scheduler-schedule', resource).map(({ attributes }) => attributes.scheduleName);
  const found = names.find((name) => taken.includes(name));
  if (found !== undefined) {
    throw new UsageError(
      `${found} is there already: this override was planned before; delete it first, or change the times`,
    );
  }
}

/** Role that EventBridge Scheduler takes on; one that is named as it might be, where nobody named one. */
function roleOf({ world, resource, roleArn }: Planning): { arn: string; warnings: string[] } {
  if (roleArn !== null) return { arn: roleArn, warnings: [] };
  const arn = `arn:${world.partitionOf(resource)}:iam::${resource.account}:role/headroom-override`;
  return {
    arn,
    warnings: [
      `No --role-arn was given: ${arn} stands for a role that trusts scheduler.amazonaws.com and may make the scheduled calls.`,
    ],
  };
}

function tagStep(planning: Planning): { step: OverrideStep; warnings: string[] } {
  const { resource, tags } = planning;
  const tagging = taggingOf(resource, tags);
  const told = Object.entries(tags).map(([key, value]) => `${key}=${value}`);
  return {
    step: {
      what: 'tag',
      title: 'Tag it, so that the override explains itself.',
      at: null,
      commands: commands(planning, tagging?.operations ?? []),
      undo: commands(planning, tagging?.undo ?? []),
      caveats:
        resource.tags === null && tagging
          ? ['Its tags could not be read: the undo takes these keys away, whatever stood there.']
          : [],
    },
    warnings: tagging ? [] : [`${resource.key} cannot be tagged here: write down elsewhere that ${told.join(', ')}.`],
  };
}
