import { describe, expect, it } from 'vitest';
import { run } from '../../src/commands/program.ts';
import { aTerminal } from '../support/terminal.ts';

async function actions(...flags: string[]): Promise<string[]> {
  const recorded = aTerminal({});
  expect(await run(['iam-policy', ...flags], recorded.terminal)).toBe(0);
  const { Statement } = JSON.parse(recorded.stdout()) as { Statement: { Action: string[] }[] };
  return Statement.flatMap((one) => one.Action);
}

describe('the IAM policy', () => {
  it('holds what is billed only where it is going to be asked', async () => {
    const plain = await actions();
    expect(plain).not.toContain('cloudwatch:GetMetricData');
    expect(await actions('--metrics')).toEqual([...plain, 'cloudwatch:GetMetricData'].sort());
    expect(plain).not.toContain('ce:GetCostAndUsage');
    expect(await actions('--cost')).toEqual([...plain, 'ce:GetCostAndUsage'].sort());
    expect(await actions('--metrics', '--cost')).toEqual(
      [...plain, 'ce:GetCostAndUsage', 'cloudwatch:GetMetricData'].sort(),
    );
  });
});
