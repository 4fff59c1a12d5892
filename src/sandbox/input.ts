import { conform, isObject } from './protocol/conform.ts';
import type { RawRequest } from './protocol/protocol.ts';
import { shapesOf } from './protocol/shape.ts';
import { invalid, ServiceError } from './service.ts';
import type { Call, Visit } from './visit.ts';

/** Reads and checks the input and writes the call down. A wrong input is answered later: faults come first. */
export function openCall(
  desk: Visit,
  request: RawRequest,
): { call: Call; input: Record<string, unknown>; error: ServiceError | null } {
  const { service, name, scope } = desk.recognised;
  const { input, error } = readInput(desk, request);
  const call: Call = {
    service: service.prefix,
    operation: name,
    region: service.globalRegion ?? scope?.region ?? '',
    account: desk.world.accountOf(scope?.accessKeyId ?? ''),
    input: desk.recordInputs ? input : {},
    status: 0,
  };
  desk.calls.push(call);
  return { call, input, error: error ?? checkSignature(desk) };
}

function readInput(desk: Visit, request: RawRequest): { input: Record<string, unknown>; error: ServiceError | null } {
  const { schema } = desk.operation;
  const { input: shape } = shapesOf(schema);
  let raw: unknown;
  try {
    raw = desk.recognised.service.protocol.readInput({ schema, shape, request });
  } catch {
    return {
      input: {},
      error: new ServiceError('The request could not be read.', { code: 'SerializationException' }),
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
  if (scope?.signingName === service.signingName) return null;
  const message = `Credential should be scoped to correct service: '${service.signingName}', not '${scope?.signingName}'.`;
  return new ServiceError(message, { code: service.errors.skewed.code, status: service.errors.skewed.status });
}
