import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Call, Override } from '../../src/sandbox/sandbox.ts';
import { placeholders } from '../support/recordings.ts';
import { account } from './recorded/account.ts';
import { applicationAutoscaling } from './recorded/application-autoscaling.ts';
import { bedrock } from './recorded/bedrock.ts';
import { dynamodb } from './recorded/dynamodb.ts';
import { ecs } from './recorded/ecs.ts';
import { elasticache } from './recorded/elasticache.ts';
import { lambda } from './recorded/lambda.ts';
import { quotas } from './recorded/quotas.ts';
import { rds } from './recorded/rds.ts';
import type { Reading } from './recorded/reading.ts';
import { schedules } from './recorded/schedules.ts';
import { collect } from './support.ts';

interface Recording {
  status: number;
  data: { Error?: { Code: string; Message: string } };
}

const readings: Record<string, Reading> = {
  ...account,
  ...applicationAutoscaling,
  ...bedrock,
  ...dynamodb,
  ...ecs,
  ...elasticache,
  ...lambda,
  ...quotas,
  ...rds,
  ...schedules,
};

const folder = new URL('../../../shared/recordings/', import.meta.url);
const present = existsSync(folder);
const namesOf = (operation: string) =>
  present && existsSync(new URL(operation, folder))
    ? readdirSync(new URL(operation, folder)).filter((name) => !placeholders.has(name))
    : [];

if (!present) {
  it('recorded AWS responses are read as they were recorded', (context) => {
    context.skip('there are no recordings of real AWS responses beside the repository');
  });
}

describe.skipIf(!present)('a recorded AWS response is read as it was recorded', () => {
  it('of every operation that is recorded and that a collector uses', () => {
    expect(Object.keys(readings).flatMap(namesOf).length).toBeGreaterThanOrEqual(115);
  });

  for (const [operation, reading] of Object.entries(readings)) {
    it.each(namesOf(operation))(`${operation} %s`, async (name) => {
      const recording = JSON.parse(readFileSync(new URL(`${operation}/${name}`, folder), 'utf8')) as Recording;
      const collected = await collect(
        {},
        { lenientOutput: true, respond: (call) => override(call, operation, reading, recording) },
      );
      if (recording.status >= 300) {
        const isGone = reading.gone !== undefined && recording.data.Error?.Code === reading.gone;
        expect(isGone ? ['ok'] : ['denied', 'failed']).toContain(statusOf(collected.snapshot.coverage, reading.api));
        return;
      }
      const incomplete = collected.snapshot.coverage.filter(({ status, complete }) => status !== 'ok' || !complete);
      expect(incomplete).toEqual([]);
      expect(statusOf(collected.snapshot.coverage, reading.api)).toBe('ok');
      reading.check(collected, recording.data as never);
    });
  }
});

function override(
  call: Readonly<Call>,
  operation: string,
  reading: Reading,
  recording: Recording,
): Override | undefined {
  const { Code: code, Message: message } = recording.data.Error ?? { Code: 'Error', Message: 'recorded' };
  if (recording.status >= 300 && operation.endsWith(`.${call.operation}`)) {
    return { error: { code, message, status: recording.status } };
  }
  const output = reading.answer(call, recording.data as never);
  return output && { output };
}

/** What became of an API that was called; ok only where every slice of it is. */
function statusOf(coverage: readonly { api: string; status: string; calls: number }[], api: string): string {
  const called = coverage.filter((entry) => entry.api === api && entry.calls > 0);
  return called.find(({ status }) => status !== 'ok')?.status ?? (called.length > 0 ? 'ok' : 'never called');
}
