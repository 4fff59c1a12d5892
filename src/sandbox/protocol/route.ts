import type { RawRequest } from './protocol.ts';
import { httpOf, type OperationSchema } from './shape.ts';

/** The labels that a request's path fills in an operation's template; null when method or path are another operation's. */
export function labelsOf(operation: OperationSchema, request: RawRequest): Record<string, string> | null {
  const route = httpOf(operation);
  if (route?.method !== request.method) return null;
  const [template, asked] = [splitPath(route.path), splitPath(request.path)];
  for (const [name, value] of template.query) if (asked.query.get(name) !== value) return null;
  return fill(template.segments, asked.segments);
}

/** The query string of a request, without what the operation's own template holds (`?List=ALL`). */
export function queryOf(operation: OperationSchema, request: RawRequest): URLSearchParams {
  const { query } = splitPath(request.path);
  for (const name of splitPath(httpOf(operation)?.path ?? '').query.keys()) query.delete(name);
  return query;
}

/** A slash within a label arrives escaped, so that segments are told apart before they are read. */
function splitPath(path: string): { segments: string[]; query: URLSearchParams } {
  const [before = '', after = ''] = path.split('?', 2);
  return { segments: before.replace(/^\/|\/$/g, '').split('/'), query: new URLSearchParams(after) };
}

function fill(template: readonly string[], segments: readonly string[]): Record<string, string> | null {
  const labels: Record<string, string> = {};
  for (const [index, part] of template.entries()) {
    const label = /^\{([^+}]+)(\+?)\}$/.exec(part);
    const rest = segments.slice(index);
    if (!label) {
      if (part !== rest[0]) return null;
      continue;
    }
    const given = label[2] ? rest.join('/') : rest[0];
    const text = given ? decode(given) : null;
    if (text === null) return null;
    labels[label[1] ?? ''] = text;
    if (label[2]) return labels;
  }
  return template.length === segments.length ? labels : null;
}

/** Null for an escape that is none. */
function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
