import { DeleteServiceCommand, ListClustersCommand, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createClients } from '../../src/collectors/aws/clients.ts';
import { monotonicClock } from '../../src/collectors/aws/clock.ts';
import type { Collector } from '../../src/collectors/aws/collector.ts';
import { UndeclaredOperationError } from '../../src/collectors/aws/guard.ts';
import { runCollector } from '../../src/collectors/aws/runner.ts';
import { createTransport } from '../../src/collectors/aws/transport.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { accountId, credentials, region, smallRegion, takenAt } from './support.ts';

async function prepare() {
  const sandbox = await startSandbox({ accounts: { account: accountId, regions: { [region]: smallRegion() } } });
  const clients = createClients(
    { endpoint: sandbox.url, credentials, tool: 'headroom test', connectionTimeoutMs: 1000 },
    new Set(['ecs:ListClusters']),
  );
  onTestFinished(async () => {
    await clients.destroy();
    await sandbox.close();
  });
  return { sandbox, clients };
}

describe('the guard', () => {
  it.each([
    new UpdateServiceCommand({ service: 'web', desiredCount: 0 }),
    new DeleteServiceCommand({ service: 'web' }),
  ])('refuses an operation that no collector declares, before anything is sent', async (command) => {
    const { sandbox, clients } = await prepare();
    const client = await clients.get('ecs', region);
    const sent = client.send(command, { abortSignal: new AbortController().signal });
    await expect(sent).rejects.toThrow(UndeclaredOperationError);
    expect(sandbox.calls).toEqual([]);
  });

  it('lets a declared read through', async () => {
    const { sandbox, clients } = await prepare();
    const client = await clients.get('ecs', region);
    await client.send(new ListClustersCommand({}), { abortSignal: new AbortController().signal });
    expect(sandbox.calls.map((call) => call.operation)).toEqual(['ListClusters']);
  });

  it('stops the run: a collector that writes is a mistake, not a gap in coverage', async () => {
    const { sandbox, clients } = await prepare();
    const transport = createTransport(clients, monotonicClock, {
      requestTimeoutMs: 1000,
      throttlePatienceMs: 1000,
      signal: new AbortController().signal,
    });
    const rogue: Collector = {
      name: 'rogue',
      scope: 'regional',
      reads: [{ api: 'ecs:ListClusters', kinds: [] }],
      async collect(context) {
        await context.call('ecs:ListClusters', new DeleteServiceCommand({ service: 'web' }));
      },
    };
    const place = { partition: 'aws', account: accountId, region, scope: region, takenAt };
    await expect(runCollector(rogue, place, transport)).rejects.toThrow('ecs:DeleteService is not among the reads');
    expect(sandbox.calls).toEqual([]);
  });
});
