import type { Json } from '../../model/snapshot.ts';
import { derive, type Fact } from '../fact.ts';
import type { FactDefinition, Subject } from '../subject.ts';
import { memberOf, someOf, type World } from '../world.ts';
import { findTarget, resourceOf, scalingGaps, type TargetIdentity } from './joins.ts';
import { lambdaCodeFacts } from './lambda-code.ts';
import { raisedMaximum } from './suggestions.ts';

interface Provisioned {
  qualifier: string;
  requested: number;
}

interface Provisioning {
  qualifier: string;
  status: string;
  statusReason: string | null;
}

interface EventSource {
  source: string;
  enabled: boolean;
  maximumConcurrency: number | null;
}

/** The scalable target of an alias or version: $LATEST and the function as a whole have none. */
function provisionedTarget(functionName: string, qualifier: string): TargetIdentity {
  return {
    serviceNamespace: 'lambda',
    resourceId: `function:${functionName}:${qualifier}`,
    scalableDimension: 'lambda:function:ProvisionedConcurrency',
  };
}

/** A question to what is provisioned for the function. */
function ofProvisioned(subject: Subject, ask: (provisioned: Provisioned[]) => Json): Fact {
  return derive([memberOf(resourceOf(subject), 'provisionedConcurrency')], (all) =>
    ask(all as unknown as Provisioned[]),
  );
}

/** What is provisioned and has no scalable target. */
function unscaled(subject: Subject, world: World, ask: (unscaled: Provisioned[]) => Json): Fact {
  const member = memberOf(resourceOf(subject), 'provisionedConcurrency');
  if (!member.known) return member;
  const all = member.value as unknown as Provisioned[];
  const scaled = all.map(({ qualifier }) => {
    const identity = provisionedTarget(subject.key, qualifier);
    const target = findTarget(world, subject, identity);
    return someOf(target ? [target] : [], scalingGaps(world, subject, 'scalable-target', identity));
  });
  return derive(scaled, (...known) => ask(all.filter((_, index) => known[index] === false)));
}

/** What could not be allocated. */
function failed(subject: Subject, ask: (failed: Provisioning[]) => Json): Fact {
  return derive([memberOf(resourceOf(subject), 'provisioning')], (all) =>
    ask((all as unknown as Provisioning[]).filter(({ status }) => status === 'FAILED')),
  );
}

/** Queues that are polled up to a limit of their own; null where none has one. */
function limitedQueues(subject: Subject, ask: (queues: EventSource[]) => Json): Fact {
  return derive([memberOf(resourceOf(subject), 'eventSources')], (all) =>
    ask(
      (all as unknown as EventSource[]).filter(
        ({ enabled, maximumConcurrency }) => enabled && maximumConcurrency !== null,
      ),
    ),
  );
}

const sum = (numbers: (number | null)[]) => numbers.reduce<number>((total, one) => total + (one ?? 0), 0);
const nameIn = (arn: string) => arn.slice(arn.lastIndexOf(':') + 1);

/** What can be asked of a function beside its own attributes. */
export const lambdaFunctionFacts: Record<string, FactDefinition> = {
  ...lambdaCodeFacts,
  provisionedCount: {
    type: 'number',
    nullable: false,
    description: 'Aliases and versions that have provisioned concurrency.',
    compute: (subject) => ofProvisioned(subject, (all) => all.length),
  },
  provisionedTotal: {
    type: 'number',
    nullable: false,
    description: 'Provisioned concurrency that is asked for, over all aliases and versions.',
    compute: (subject) => ofProvisioned(subject, (all) => sum(all.map(({ requested }) => requested))),
  },
  unscaledCount: {
    type: 'number',
    nullable: false,
    description: 'Aliases and versions with provisioned concurrency and no scalable target.',
    compute: (subject, { world }) => unscaled(subject, world, (all) => all.length),
  },
  unscaledQualifier: {
    type: 'string',
    nullable: true,
    description: 'The first of them; null where there is none.',
    compute: (subject, { world }) => unscaled(subject, world, ([first]) => first?.qualifier ?? null),
  },
  unscaledRequested: {
    type: 'number',
    nullable: true,
    description: 'Provisioned concurrency of the first of them; null where there is none.',
    compute: (subject, { world }) => unscaled(subject, world, ([first]) => first?.requested ?? null),
  },
  suggestedProvisionedMaximum: {
    type: 'number',
    nullable: true,
    description: 'A maximum to begin with: twice what is provisioned for the first of them; null where there is none.',
    compute: (subject, { world }) =>
      unscaled(subject, world, ([first]) =>
        first ? raisedMaximum('lambda:function:ProvisionedConcurrency', first.requested) : null,
      ),
  },
  failedCount: {
    type: 'number',
    nullable: false,
    description: 'Aliases and versions whose provisioned concurrency could not be allocated.',
    compute: (subject) => failed(subject, (all) => all.length),
  },
  failedQualifier: {
    type: 'string',
    nullable: true,
    description: 'The first of them; null where there is none.',
    compute: (subject) => failed(subject, ([first]) => first?.qualifier ?? null),
  },
  failedRequested: {
    type: 'number',
    nullable: true,
    description: 'What is asked for there; null where none failed.',
    compute: (subject) =>
      derive(
        [
          failed(subject, ([first]) => first?.qualifier ?? null),
          memberOf(resourceOf(subject), 'provisionedConcurrency'),
        ],
        (qualifier, all) =>
          (all as unknown as Provisioned[]).find((one) => one.qualifier === qualifier)?.requested ?? null,
      ),
  },
  provisioningProblems: {
    type: 'list',
    nullable: false,
    description: 'What is wrong with the provisioned concurrency, in words; empty when nothing is.',
    compute: (subject, { world }) =>
      derive(
        [
          failed(subject, (all) =>
            all.map(
              ({ qualifier, statusReason }) => `${qualifier} was not allocated (${statusReason ?? 'no reason told'})`,
            ),
          ),
          unscaled(subject, world, (all) =>
            all.map(({ qualifier, requested }) => `${qualifier} keeps ${requested} whatever the load`),
          ),
        ],
        (notAllocated, notScaled) => [...(notAllocated as Json[]), ...(notScaled as Json[])],
      ),
  },
  pollerConcurrency: {
    type: 'number',
    nullable: true,
    description: 'Maximum concurrency of the queues that are polled, added up; null where none has a maximum.',
    compute: (subject) =>
      limitedQueues(subject, (queues) =>
        queues.length === 0 ? null : sum(queues.map(({ maximumConcurrency }) => maximumConcurrency)),
      ),
  },
  limitedQueues: {
    type: 'list',
    nullable: false,
    description: 'Names of the queues that are polled up to a maximum concurrency.',
    compute: (subject) => limitedQueues(subject, (queues) => queues.map(({ source }) => nameIn(source))),
  },
};
