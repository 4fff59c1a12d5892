import { describe, expect, it } from 'vitest';
import { judgeExample } from '../../src/evaluator/examples.ts';
import { renderRemediation } from '../../src/evaluator/remediation.ts';
import { checkRule } from '../../src/evaluator/vocabulary.ts';
import { loadRules } from '../../src/loaders/rules.ts';
import { CalendarEvent } from '../../src/model/event.ts';
import { readCommand } from '../support/aws-cli/command.ts';

const rules = loadRules(['rules'], checkRule);

/** What the commands and the undo of a rule send, for an example that fails. */
async function sent(id: string, example: Record<string, unknown>) {
  const rule = rules.find((one) => one.id === id);
  if (!rule) throw new Error(`no rule ${id}`);
  const { verdict, subject } = await judgeExample(rule, { name: 'an example', ...example } as never);
  expect(verdict.outcome).toBe('fail');
  const { commands, undo } = renderRemediation(rule.remediation, verdict.factOf, subject.region);
  const read = async (all: string[][]) =>
    Promise.all(all.map(async (words) => [words[2], (await readCommand(words)).input]));
  return { commands: await read(commands), undo: await read(undo) };
}

const sale = (over: object) => [
  CalendarEvent.parse({ id: 'sale', start: '2026-12-06T10:00:00Z', duration: '4h', ...over }),
];
const workload = (kind: string, demand: number) => ({
  workloads: [{ name: 'shop', match: { kind }, baseline: { demand } }],
});

describe('the commands that raise a capacity for an event ask for sizes that AWS takes', () => {
  it('OCU of a collection group', async () => {
    const { commands } = await sent('event-not-prescaled', {
      policy: workload('opensearch-collection-group', 4),
      events: sale({ targets: [{ workload: 'shop', minCapacity: 12 }] }),
      subject: 'search',
      related: [{ kind: 'opensearch-collection-group', attributes: { minSearchOcu: 2, maxSearchOcu: 8 } }],
    });
    expect(commands).toMatchObject([
      ['update-collection-group', { capacityLimits: { minSearchCapacityInOCU: 16, maxSearchCapacityInOCU: 16 } }],
    ]);
  });

  it('ECPU of a serverless cache', async () => {
    const { commands, undo } = await sent('event-not-prescaled', {
      policy: workload('elasticache-serverless-cache', 100),
      events: sale({ multiplier: 5, targets: [{ workload: 'shop' }] }),
      subject: 'ecpu',
      related: [{ kind: 'elasticache-serverless-cache', attributes: { ecpuMinimumPerSecond: null } }],
    });
    expect(commands).toMatchObject([
      ['modify-serverless-cache', { CacheUsageLimits: { ECPUPerSecond: { Minimum: 1000 } } }],
    ]);
    expect(undo).toMatchObject([['modify-serverless-cache', { CacheUsageLimits: { ECPUPerSecond: { Minimum: 0 } } }]]);
  });
});

describe('a service that nothing scales', () => {
  const service = (start: string) => ({
    policy: workload('ecs-service', 20),
    events: sale({ start, multiplier: 8, targets: [{ workload: 'shop' }] }),
    now: '2026-11-22T04:00:00Z',
    subject: 'ecs-service/shop/api',
    related: [{ kind: 'ecs-service', attributes: { serviceName: 'api', desiredCount: 6 } }],
  });

  it('is registered as it runs, and raised by an action', async () => {
    const { commands, undo } = await sent('event-not-prescaled', service('2026-12-06T10:00:00Z'));
    expect(commands).toMatchObject([
      ['register-scalable-target', { MinCapacity: '6', MaxCapacity: '160' }],
      ['put-scheduled-action', { ScalableTargetAction: { MinCapacity: 160 } }],
      ['put-scheduled-action', { ScalableTargetAction: { MinCapacity: 6 } }],
    ]);
    expect(undo.at(-1)?.[0]).toBe('deregister-scalable-target');
  });

  it('is registered with what it needs where it is too late for an action', async () => {
    const { commands } = await sent('event-not-prescaled', service('2026-11-22T04:20:00Z'));
    expect(commands).toMatchObject([
      ['register-scalable-target', { MinCapacity: '160', MaxCapacity: '160' }],
      ['put-scheduled-action', { ScalableTargetAction: { MinCapacity: 6 } }],
    ]);
  });
});
