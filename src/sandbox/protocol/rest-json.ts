import { toJson } from './json.ts';
import type { Protocol, WireError, WireInput, WireOutput, WireResponse } from './protocol.ts';
import { labelsOf, queryOf } from './route.ts';
import type { Member, Shape } from './shape.ts';

/** What differs between services that speak REST with JSON. */
export type RestJsonOptions = {
  /** The member that holds an error's text. */
  errorText: 'message' | 'Message';
};

/** REST with JSON: method and path name the operation, members are in path, query, headers and body, an error's name in a header. */
export function restJson(options: RestJsonOptions): Protocol {
  const respond = (status: number, requestId: string, content: unknown): WireResponse => ({
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-requestid': requestId },
    body: JSON.stringify(content),
  });
  return {
    recognition: { routes: true },
    readInput,
    writeOutput: ({ shape, output, requestId }: WireOutput) => respond(200, requestId, toJson(shape, output)),
    writeError(error: WireError, requestId) {
      const response = respond(error.status, requestId, { ...error.members, [options.errorText]: error.message });
      response.headers['x-amzn-errortype'] = error.code;
      return response;
    },
  };
}

/** Query parameters that no member is bound to stay under their own names, so that a wrong one is seen. */
function readInput({ schema, shape, request }: WireInput): unknown {
  const body: unknown = request.body === '' ? {} : JSON.parse(request.body);
  const labels = labelsOf(schema, request) ?? {};
  const query = queryOf(schema, request);
  const input: Record<string, unknown> = { ...(body as object) };
  for (const [name, { shape: member, binding }] of membersOf(shape)) {
    if (!binding) continue;
    const { [binding.name]: header } = request.headers;
    const given = binding.in === 'query' ? query.getAll(binding.name) : [];
    const texts = binding.in === 'path' ? [labels[binding.name]] : binding.in === 'query' ? given : [header].flat();
    const values = texts.filter((text) => text !== undefined).map((text) => readText(member, text));
    if (values.length > 0) input[name] = member.kind === 'list' ? values : values[0];
    if (binding.in === 'query') query.delete(binding.name);
  }
  for (const [name, text] of query) input[name] = text;
  return input;
}

/** The value of a text in path, query or header; one that is not of its type stays text, and is refused later. */
function readText(shape: Shape, text: string): unknown {
  if (shape.kind === 'list') return readText(shape.item().shape, text);
  if (shape.kind === 'number' && text.trim() !== '' && Number.isFinite(Number(text))) return Number(text);
  if (shape.kind === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

const membersOf = (shape: Shape): ReadonlyMap<string, Member> =>
  shape.kind === 'structure' ? shape.members() : new Map();
