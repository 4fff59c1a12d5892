import { type AnswerContext, internalAnswer } from './answers.ts';
import type { Fault } from './faults.ts';
import { conform, isObject, type Mismatch } from './protocol/conform.ts';
import type { WireResponse } from './protocol/protocol.ts';
import { shapesOf } from './protocol/shape.ts';
import { ServiceError } from './service.ts';
import { tamper } from './tamper.ts';
import { forcedToken, isForcedToken } from './tokens.ts';
import type { Call, Visit } from './visit.ts';

/** Answers a call from the override or the account, spoiled by the fault if there is one. */
export function answerCall(
  desk: Visit,
  call: Call,
  input: Record<string, unknown>,
  error: ServiceError | null,
  fault: Fault | undefined,
): WireResponse {
  const { service } = desk.recognised;
  try {
    const override = desk.respond({ ...call, input });
    if (override && 'body' in override) return { headers: {}, ...override };
    if (override && 'error' in override)
      return service.protocol.writeError({ status: 400, fault: 'Sender', ...override.error }, desk.requestId);
    if (error && !override) throw error;
    return writeOutput(desk, call, input, override ? override.output : handle(desk, call, input), fault);
  } catch (thrown) {
    if (thrown instanceof ServiceError) return writeServiceError(desk, thrown);
    return fail(desk, call, [thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)]);
  }
}

function handle(desk: Visit, call: Call, input: Record<string, unknown>): unknown {
  const token = desk.operation.token?.input;
  const forced = token !== undefined && isForcedToken(input[token]);
  const context = desk.world.contextOf(desk.recognised.service, call.account, call.region);
  const { handle: run } = desk.operation as { handle(input: unknown, context: unknown): unknown };
  return run(forced ? { ...input, [token]: undefined } : input, context);
}

function writeOutput(
  desk: Visit,
  call: Call,
  input: Record<string, unknown>,
  output: unknown,
  fault: Fault | undefined,
): WireResponse {
  const { service, name } = desk.recognised;
  const { output: shape } = shapesOf(desk.operation.schema);
  const { value, mismatches } = conform(shape, output);
  const wrong = mismatches.filter((mismatch) => !(desk.lenientOutput && mismatch.kind === 'unknown-member'));
  for (const mismatch of mismatches)
    if (!wrong.includes(mismatch)) desk.dropped.add(`${describe(call)}: ${pattern(mismatch)}`);
  if (wrong.length > 0 || !isObject(value))
    return fail(
      desk,
      call,
      wrong.map(({ path, detail }) => `${path}: ${detail}`),
    );
  const forced = fault ? forcedToken(fault, desk.operation.token, input) : {};
  const answer: Record<string, unknown> = { ...value, ...forced };
  desk.pages.note(desk.operation.token, input, answer);
  const sent = fault ? tamper(answer, fault) : answer;
  return service.protocol.writeOutput({ operation: name, shape, output: sent, requestId: desk.requestId });
}

function writeServiceError({ recognised: { service }, requestId }: Visit, error: ServiceError): WireResponse {
  const code = error.code ?? service.errors[error.kind];
  return service.protocol.writeError(
    { code, message: error.message, status: error.status, fault: 'Sender' },
    requestId,
  );
}

/** An output that AWS could not have sent is the account file's or the sandbox's mistake. */
function fail({ recognised: { service }, problems, requestId }: Visit, call: Call, complaints: string[]): WireResponse {
  for (const complaint of complaints) problems.push(`${describe(call)}: ${complaint}`);
  return internalAnswer(
    service,
    `The sandbox cannot answer: ${complaints[0] ?? 'the output is no structure'}`,
    requestId,
  );
}

/** What answers in place of the real one need to know of a call. */
export function answerContext(
  { recognised: { service, name }, operation, requestId }: Visit,
  { account, region }: Call,
): AnswerContext {
  return { service, operation, name, account, region, requestId };
}

const describe = (call: Call): string => `${call.service}:${call.operation} ${call.region}`;
const pattern = ({ path, detail }: Mismatch): string => `${path.replace(/\b\d+\b/g, '[]')}: ${detail}`;
