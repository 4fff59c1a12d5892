import { describe, expect, it } from 'vitest';
import type { Collector } from '../../src/collectors/aws/collector.ts';
import { type Collected, runInOrder, type Task } from '../../src/collectors/aws/runner.ts';

const nothing = async () => {};
const collector = (name: string, follows: string[] = []): Collector => ({
  ...{ name, scope: 'regional', follows, reads: [], collect: nothing },
});
const task = (one: Collector, scope: string): Task => ({
  collector: one,
  place: { partition: 'aws', account: '111122223333', region: scope, scope, takenAt: '2026-11-22T04:00:00Z' },
});
const named = (name: string): Collected => ({ resources: [], coverage: [], tags: new Map([[name, {}]]) });

describe('collectors that follow others', () => {
  it('start once those are done in their own region, with what they read; others start at once', async () => {
    const log: string[] = [];
    const collectors = [
      collector('last', ['middle', 'first']),
      collector('middle', ['first']),
      collector('first'),
      collector('alone'),
    ];
    const tasks = ['a', 'b'].flatMap((scope) => collectors.map((one) => task(one, scope)));
    const all = await runInOrder(tasks, async ({ collector: { name }, place }, followed) => {
      log.push(`${place.scope} ${name} after ${followed.flatMap(({ tags }) => [...tags.keys()]).join(' ')}`);
      await new Promise((resolve) => setTimeout(resolve, place.scope === 'a' ? 20 : 1));
      return named(`${place.scope} ${name}`);
    });
    expect(log.slice(0, 4).sort()).toEqual(['a alone after ', 'a first after ', 'b alone after ', 'b first after ']);
    expect(log).toContain('b last after b middle b first');
    expect(log.indexOf('b last after b middle b first')).toBeLessThan(log.indexOf('a middle after a first'));
    expect(all.map(({ tags }) => [...tags.keys()][0])).toEqual(
      tasks.map(({ collector: { name }, place }) => `${place.scope} ${name}`),
    );
    expect(log).toHaveLength(tasks.length);
  });
});
