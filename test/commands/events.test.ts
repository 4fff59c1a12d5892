import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../../src/commands/program.ts';
import { writeSnapshot } from '../../src/loaders/snapshot-text.ts';
import type { Resource } from '../../src/model/snapshot.ts';
import { aTerminal } from '../support/terminal.ts';
import { aResource, aSnapshot } from '../support/world.ts';

let cwd: string;

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'headroom-events-'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const policy = `workloads:
  - { name: web, owner: shop, match: { kind: ecs-service }, baseline: { minCapacity: 4, maxCapacity: 200, demand: 20 } }
`;
const eventOf = (id: string, start: string, more = '') =>
  `  - { id: ${id}, start: "${start}", duration: 4h, targets: [{ workload: web, minCapacity: 60 }]${more} }\n`;
const action = (name: string, schedule: string, minCapacity: number) =>
  aResource('scheduled-action', { attributes: { actionName: name, schedule, timezone: 'UTC', minCapacity } });
const prepared = [action('up', 'at(2026-12-01T09:00:00)', 60), action('down', 'at(2026-12-01T16:00:00)', 4)];

async function headroom(
  args: string[],
  given: { events?: string; resources?: Resource[]; denied?: string[]; minimum?: number } = {},
) {
  const target = aResource('scalable-target', { attributes: { minCapacity: given.minimum ?? 4, maxCapacity: 200 } });
  const resources = [aResource('ecs-service'), target, aResource('scaling-policy'), ...(given.resources ?? [])];
  writeFileSync(join(cwd, 'snapshot.json'), [...writeSnapshot(aSnapshot(resources, given.denied))].join(''));
  writeFileSync(join(cwd, 'headroom.yaml'), policy);
  if (given.events !== undefined) writeFileSync(join(cwd, 'events.yaml'), `events:\n${given.events}`);
  const recorded = aTerminal({ cwd, env: {}, now: () => Date.parse('2026-11-22T04:00:00Z') });
  const code = await run(['events', ...args], recorded.terminal);
  return { code, stdout: recorded.stdout(), stderr: recorded.stderr() };
}

const offline = ['--snapshot', 'snapshot.json'];
const sale = eventOf('sale', '2026-12-01T10:00:00Z');

describe('headroom events', () => {
  it.each<[string, number, Parameters<typeof headroom>[1], RegExp]>([
    ['ends 0 when what comes is prepared', 0, { events: sale, resources: prepared }, /ready sale in 9 days/],
    [
      'ends 1 when it is not',
      1,
      { events: sale },
      /not scaled sale[\s\S]*needs 60, has 4 now: no scheduled action raises it/,
    ],
    [
      'ends 1 when only its way back is missing',
      1,
      { events: sale, resources: prepared.slice(0, 1) },
      /at risk sale[\s\S]*nothing lowers it by/,
    ],
    [
      'calls at risk what can be mended after its lead time only',
      1,
      { events: eventOf('sale', '2026-11-22T20:00:00Z') },
      /at risk sale[\s\S]*can still be mended, but a schedule wants to stand 24 hours before/,
    ],
    [
      'ends 3 when schedules that may raise it were not read',
      3,
      { events: sale, denied: ['scheduled-action'] },
      /unknown sale[\s\S]*List-scheduled-action was denied/,
    ],
    [
      'tells of an event that is over and left its minimum, which is no fault of those to come',
      0,
      { events: eventOf('autumn', '2026-11-10T10:00:00Z'), minimum: 60 },
      /not reverted autumn[\s\S]*needs 4, has 60 now: normally 4, and it was to be back by 2026-11-11 14:00 UTC/,
    ],
    ['knows what was brought back', 0, { events: eventOf('autumn', '2026-11-10T10:00:00Z') }, /ready autumn ended/],
    [
      'leaves out what lies further ahead than it looks',
      0,
      { events: eventOf('spring', '2027-03-01T10:00:00Z') },
      /EVENTS No events\./,
    ],
  ])('%s', async (_, code, given, said) => {
    const { code: ended, stdout } = await headroom(offline, given);
    expect(stdout.replace(/\s+/g, ' ')).toMatch(said);
    expect(ended).toBe(code);
  });

  it('looks as far ahead as it is told', async () => {
    const given = { events: eventOf('spring', '2027-03-01T10:00:00Z') };
    const { code, stdout } = await headroom([...offline, '--days', '120'], given);
    expect(stdout).toContain('not scaled  spring');
    expect(code).toBe(1);
  });

  it('gives machines what it shows to people', async () => {
    const { stdout } = await headroom([...offline, '--format', 'json'], { events: sale });
    const { events } = JSON.parse(stdout);
    expect(events[0]).toMatchObject({
      id: 'sale',
      phase: 'coming',
      readiness: 'not scaled',
      prewarmAt: '2026-12-01T09:30:00Z',
    });
    expect(events[0].targets).toHaveLength(2);
  });

  it('shows the next time of an event that recurs, and the last that is over', async () => {
    const events = eventOf('weekly', '2026-11-05T10:00:00Z', ', recurrence: FREQ=WEEKLY;BYDAY=TH');
    const { stdout } = await headroom([...offline, '--format', 'json'], { events, resources: prepared });
    const starts = JSON.parse(stdout).events.map(({ start, phase }: { start: string; phase: string }) => [
      start,
      phase,
    ]);
    expect(starts).toEqual([
      ['2026-11-19T10:00:00Z', 'past'],
      ['2026-11-26T10:00:00Z', 'coming'],
    ]);
  });

  it.each<[string, string[], string | undefined, RegExp]>([
    ['no calendar', offline, undefined, /no events\.yaml here[\s\S]*events:\n {4}- id: /],
    ['a calendar that is not there', [...offline, '--events', 'none.yaml'], undefined, /none\.yaml/],
    [
      'an unknown workload',
      offline,
      sale.replace('workload: web', 'workload: wbe'),
      /events\.yaml:2:\d+: .*did you mean "web"/,
    ],
    ['a number of days that is none', [...offline, '--days', 'soon'], sale, /whole number of days/],
    [
      'a region that nothing is read from',
      [...offline, '--region', 'eu-central-1'],
      sale,
      /with --snapshot nothing is read/,
    ],
  ])('refuses %s', async (_, args, events, said) => {
    const { code, stdout, stderr } = await headroom(args, events === undefined ? {} : { events });
    expect(stderr).toMatch(said);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });
});
