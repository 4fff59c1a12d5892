import { type AnswerContext, faultAnswer, internalAnswer, skewAnswer, throttledAnswer } from './answers.ts';
import { uuidOf } from './derive/identity.ts';
import { createFaultFinder, type Fault } from './faults.ts';
import { conform, isObject, type Mismatch } from './protocol/conform.ts';
import type { WireResponse } from './protocol/protocol.ts';
import { shapesOf } from './protocol/shape.ts';
import { createRateLimiter, type Rate } from './rates.ts';
import { header, type RawRequest, type Recognised, recognise } from './recognise.ts';
import { invalid, ServiceError } from './service.ts';
import { services } from './services/index.ts';
import { tamper } from './tamper.ts';
import { createPageCounter, forcedToken, isForcedToken } from './tokens.ts';
import type { World } from './world.ts';

/** A call that arrived. */
export type Call = {
  service: string;
  operation: string;
  region: string;
  account: string;
  /** The input as the service read it; empty when `recordInputs` is off. */
  input: Record<string, unknown>;
  /** HTTP status of the answer; 0 while there is none. */
  status: number;
};

/** An answer given in place of the sandbox's own. */
export type Override =
  | { output: unknown }
  | { error: { code: string; message: string; status?: number } }
  | { status: number; headers?: Record<string, string>; body: string };

/** What the desk works with. Faults and records are shared with the caller. */
export type DeskOptions = {
  world: World;
  faults: readonly Fault[];
  rates: Readonly<Record<string, Rate>>;
  respond: (call: Readonly<Call>) => Override | undefined;
  recordInputs: boolean;
  lenientOutput: boolean;
  calls: Call[];
  problems: string[];
  dropped: Set<string>;
};

/** An answer, and the fault that spoils its delivery. */
export type Delivery = { response: WireResponse; fault: Fault | undefined };

/** Makes the function that answers requests. */
export function createDesk(options: DeskOptions): (request: RawRequest) => Delivery {
  const findFault = createFaultFinder();
  const withinRate = createRateLimiter(options.rates);
  const pages = createPageCounter();
  let served = 0;

  return (request) => {
    served += 1;
    const requestId = uuidOf(`request ${served}`);
    const recognised = recognise(request, services);
    if (!recognised?.operation || !recognised.scope)
      return { response: unrecognised(recognised, request, requestId), fault: undefined };
    const desk: Visit = { ...options, recognised, operation: recognised.operation, requestId, pages };
    const { call, input, error } = openCall(desk, request);
    const fault = findFault(options.faults, { ...call, input, page: pages.pageOf(desk.operation.token, input) });
    const answer = answerContext(desk, call);
    const skew =
      fault?.do === 'clock-skew' ? skewAnswer(header(request, 'x-amz-date'), fault.delayMs ?? 3_600_000, answer) : null;
    const response =
      (fault && faultAnswer(fault, answer)) ??
      skew?.refusal ??
      (withinRate(call) ? null : throttledAnswer(recognised.service, requestId)) ??
      answerCall(desk, call, input, error, fault);
    if (skew) response.headers.date = skew.date;
    call.status = response.status;
    return { response, fault };
  };

  /** Requests that no declared operation answers are mistakes of the test or the tool, so they are recorded as problems. */
  function unrecognised(recognised: Recognised | null, request: RawRequest, requestId: string): WireResponse {
    const target = header(request, 'x-amz-target') || (new URLSearchParams(request.body).get('Action') ?? 'no target');
    const why = recognised && !recognised.scope ? 'the request is not signed' : 'the sandbox does not play it';
    options.problems.push(`${target}: ${why}`);
    const error = recognised?.operation
      ? { code: 'MissingAuthenticationTokenException', message: 'Request is missing Authentication Token', status: 403 }
      : { code: 'UnknownOperationException', message: `${target}: ${why}`, status: 400 };
    const write = (recognised?.service ?? services[0])?.protocol.writeError;
    return write?.({ ...error, fault: 'Sender' }, requestId) ?? { status: 400, headers: {}, body: '' };
  }
}

type Visit = DeskOptions & {
  recognised: Recognised;
  operation: NonNullable<Recognised['operation']>;
  requestId: string;
  pages: ReturnType<typeof createPageCounter>;
};

/** Reads and checks the input and writes the call down. A wrong input is answered later: faults come first. */
function openCall(
  desk: Visit,
  request: RawRequest,
): { call: Call; input: Record<string, unknown>; error: ServiceError | null } {
  const { service, name, scope } = desk.recognised;
  const { input, error } = readInput(desk, request.body);
  const call: Call = {
    service: service.prefix,
    operation: name,
    region: scope?.region ?? '',
    account: desk.world.accountOf(scope?.accessKeyId ?? ''),
    input: desk.recordInputs ? input : {},
    status: 0,
  };
  desk.calls.push(call);
  return { call, input, error: error ?? checkSignature(desk) };
}

function readInput(desk: Visit, body: string): { input: Record<string, unknown>; error: ServiceError | null } {
  const { input: shape } = shapesOf(desk.operation.schema);
  let raw: unknown;
  try {
    raw = desk.recognised.service.protocol.readInput(shape, body);
  } catch {
    return {
      input: {},
      error: new ServiceError('The request body could not be read.', { code: 'SerializationException' }),
    };
  }
  const { value, mismatches } = conform(shape, raw);
  const input = isObject(value) ? value : {};
  const missing = desk.operation.required?.find((name) => input[name] === undefined || input[name] === '');
  const complaint = mismatches[0]
    ? `${mismatches[0].path}: ${mismatches[0].detail}`
    : missing && `${missing} is required`;
  return { input, error: complaint ? invalid(`1 validation error detected: ${complaint}`) : null };
}

function checkSignature({ recognised: { service, scope } }: Visit): ServiceError | null {
  const region = service.signingRegion ?? scope?.region;
  if (scope?.signingName === service.signingName && scope.region === region) return null;
  const message = `Credential should be scoped to ${service.signingName} in ${region}, not to ${scope?.signingName} in ${scope?.region}.`;
  return new ServiceError(message, { code: service.errors.skewed.code, status: service.errors.skewed.status });
}

function answerCall(
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

function answerContext(
  { recognised: { service, name }, operation, requestId }: Visit,
  { account, region }: Call,
): AnswerContext {
  return { service, operation, name, account, region, requestId };
}

const describe = (call: Call): string => `${call.service}:${call.operation} ${call.region}`;
const pattern = ({ path, detail }: Mismatch): string => `${path.replace(/\b\d+\b/g, '[]')}: ${detail}`;
