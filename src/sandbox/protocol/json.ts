import type { Protocol, WireError, WireOutput, WireResponse } from './protocol.ts';
import type { Shape } from './shape.ts';

/** What differs between services that speak AWS JSON. */
export type JsonOptions = {
  version: '1.0' | '1.1';
  /** The part of X-Amz-Target before the dot. */
  target: string;
  /** Put before `#` in `__type`, as some services do. */
  errorNamespace?: string;
  /** CloudWatch also names its errors the way its old Query protocol did, in a header. */
  queryErrorCode?: (code: string) => string;
};

/** AWS JSON 1.0 or 1.1: one POST, the operation in a header, timestamps as epoch seconds. */
export function awsJson(options: JsonOptions): Protocol {
  const contentType = `application/x-amz-json-${options.version}`;
  const respond = (status: number, requestId: string, content: unknown): WireResponse => ({
    status,
    headers: { 'content-type': contentType, 'x-amzn-requestid': requestId },
    body: JSON.stringify(content),
  });
  return {
    recognition: { target: options.target },
    readInput: ({ request: { body } }) => (body === '' ? {} : JSON.parse(body)),
    writeOutput: ({ shape, output, requestId }: WireOutput) => respond(200, requestId, toJson(shape, output)),
    writeError(error: WireError, requestId) {
      const type = options.errorNamespace ? `${options.errorNamespace}#${error.code}` : error.code;
      const response = respond(error.status, requestId, { __type: type, ...error.members, message: error.message });
      if (options.queryErrorCode) {
        response.headers['x-amzn-query-error'] = `${options.queryErrorCode(error.code)};${error.fault}`;
      }
      return response;
    },
  };
}

/** Data as JSON holds it. Members that no shape declares (faults add some) pass through as they are. */
export function toJson(shape: Shape | undefined, value: unknown): unknown {
  if (value instanceof Date) return writeTime(shape, value);
  if (Array.isArray(value)) {
    const item = shape?.kind === 'list' ? shape.item().shape : undefined;
    return value.map((entry) => toJson(item, entry));
  }
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = {};
  const members = shape?.kind === 'structure' ? shape.members() : undefined;
  const item = shape?.kind === 'map' ? shape.item().shape : undefined;
  for (const [name, entry] of Object.entries(value)) copy[name] = toJson(members?.get(name)?.shape ?? item, entry);
  return copy;
}

function writeTime(shape: Shape | undefined, time: Date): number | string {
  const format = shape?.kind === 'timestamp' ? shape.format : null;
  if (format === 'date-time') return time.toISOString();
  if (format === 'http-date') return time.toUTCString();
  return time.getTime() / 1000;
}
