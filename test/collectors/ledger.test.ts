import { describe, expect, it } from 'vitest';
import { createLedger } from '../../src/collectors/aws/ledger.ts';
import { unsupportedReason } from '../../src/collectors/aws/unsupported.ts';

const scope = { account: '111122223333', region: 'eu-central-1' };
const reads = [
  { api: 'x:List', kinds: ['a', 'b'] },
  { api: 'x:Describe', kinds: ['b'], after: 'x:List' },
  { api: 'x:Fill', kinds: [], after: 'x:Describe', action: 'x:View' },
  { api: 'x:Sliced', kinds: ['c'], parts: ['p', 'q'] },
];

function ledger() {
  const made = createLedger(scope, reads);
  const entry = (api: string, part?: string) => made.entries().find((one) => one.api === api && one.part === part);
  return { ...made, entry };
}

describe('the coverage ledger', () => {
  it('has an entry for each read and part, called or not', () => {
    const { called, entry, entries } = ledger();
    called('x:List', undefined, { throttled: 0, answered: 1 });
    expect(entries()).toHaveLength(5);
    expect(entry('x:Fill')).toEqual({
      ...scope,
      api: 'x:Fill',
      action: 'x:View',
      status: 'ok',
      complete: true,
      kinds: [],
      missed: [],
      calls: 0,
      throttled: 0,
      since: null,
      detail: null,
    });
  });

  it('keeps parts apart', () => {
    const { called, note, entry } = ledger();
    called('x:Sliced', 'p', { throttled: 0, answered: 1 });
    called('x:Sliced', 'q', { throttled: 0, answered: 1 });
    note('x:Sliced', { reason: 'denied', detail: 'no', part: 'q' });
    expect(entry('x:Sliced', 'p')?.status).toBe('ok');
    expect(entry('x:Sliced', 'q')).toMatchObject({ status: 'denied', complete: false });
  });

  it('a declared read that was never asked is no proof that nothing is there', () => {
    const { called, entry } = ledger();
    called('x:Sliced', 'p', { throttled: 0, answered: 1 });
    expect(entry('x:Sliced', 'q')).toMatchObject({ status: 'failed', complete: false, calls: 0 });
    expect(entry('x:Describe')).toMatchObject({ status: 'failed', complete: false });
  });

  it('names the gravest of several failures, whatever their order', () => {
    const problems = [
      { reason: 'failed', detail: 'f', missed: ['3'] },
      { reason: 'denied', detail: 'second', missed: ['2', '1'] },
      { reason: 'denied', detail: 'first', missed: ['1'] },
    ] as const;
    for (const order of [problems, problems.toReversed()]) {
      const { note, called, entry } = ledger();
      for (const problem of order) {
        called('x:Describe', undefined, { throttled: 0, answered: 1 });
        note('x:Describe', problem);
      }
      expect(entry('x:Describe')).toMatchObject({
        status: 'denied',
        missed: ['1', '2', '3'],
        detail: 'first (3 times in 3 calls)',
      });
    }
  });

  it('lets a listing inherit the failure of what it rests on, and a filler only when it was never called', () => {
    const { note, called, entry } = ledger();
    note('x:List', { reason: 'truncated', detail: 'too long' });
    called('x:Describe', undefined, { throttled: 0, answered: 1 });
    expect(entry('x:Describe')).toMatchObject({
      status: 'truncated',
      complete: false,
      detail: 'rests on x:List: too long',
    });
    expect(entry('x:Fill')).toMatchObject({ status: 'truncated', complete: false });
    called('x:Fill', undefined, { throttled: 0, answered: 1 });
    expect(entry('x:Fill')).toMatchObject({ status: 'ok', complete: true });
  });

  it('what does not exist somewhere is completely read', () => {
    const { note, entry } = ledger();
    note('x:List', { reason: 'unsupported', detail: 'not there' });
    expect(entry('x:List')).toMatchObject({ status: 'unsupported', complete: true });
    expect(entry('x:Describe')).toMatchObject({ complete: true });
  });

  it('names at most a hundred things that were missed', () => {
    const { note, entry } = ledger();
    const missed = Array.from({ length: 150 }, (_, index) => String(index).padStart(3, '0'));
    note('x:List', { reason: 'failed', detail: 'f', missed: missed.toReversed() });
    expect(entry('x:List')?.missed).toEqual(missed.slice(0, 100));
  });

  it('refuses an API that the collector does not declare', () => {
    expect(() => ledger().called('x:Other', undefined, { throttled: 0, answered: 1 })).toThrow(
      'x:Other is not among the reads',
    );
  });
});

describe('what does not exist somewhere', () => {
  const list = [
    { api: 'x', partition: 'aws-cn' },
    { api: 'y:Op', region: 'r1' },
  ];
  it.each([
    ['x:Any', { partition: 'aws-cn', region: 'r2' }, 'x does not exist in the partition aws-cn'],
    ['x:Any', { partition: 'aws', region: 'r2' }, null],
    ['xx:Any', { partition: 'aws-cn', region: 'r2' }, null],
    ['y:Op', { partition: 'aws', region: 'r1' }, 'y:Op does not exist in r1'],
    ['y:Other', { partition: 'aws', region: 'r1' }, null],
  ] as const)('%s in %j', (api, place, reason) => {
    expect(unsupportedReason(api, place, list)).toBe(reason);
  });
});
