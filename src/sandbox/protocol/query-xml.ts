import type { Protocol, WireError, WireOutput, WireResponse } from './protocol.ts';
import type { Shape } from './shape.ts';
import { escapeXml, toXml } from './xml.ts';

/** AWS Query: a form-encoded request, an XML answer, timestamps as ISO 8601. */
export function awsQuery(options: { version: string; xmlNamespace: string }): Protocol {
  const respond = (status: number, requestId: string, body: string): WireResponse => ({
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
    body: `<?xml version="1.0"?>\n${body}`,
  });
  return {
    recognition: { version: options.version },
    readInput: ({ shape, request }) => readForm(shape, request.body),
    writeOutput({ operation, shape, output, requestId }: WireOutput) {
      const result = `<${operation}Result>${toXml(shape, output)}</${operation}Result>`;
      const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
      const body = `<${operation}Response xmlns="${options.xmlNamespace}">${result}${metadata}</${operation}Response>`;
      return respond(200, requestId, body);
    },
    writeError(error: WireError, requestId) {
      const content = `<Type>${error.fault}</Type><Code>${error.code}</Code><Message>${escapeXml(error.message)}</Message>`;
      const body = `<ErrorResponse xmlns="${options.xmlNamespace}"><Error>${content}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
      return respond(error.status, requestId, body);
    },
  };
}

type Node = { text?: string; children: Map<string, Node> };

/** Reads `A.member.1.B=x` into data. Text becomes numbers and booleans where the shape says so; what does not fit stays text. */
function readForm(shape: Shape, body: string): unknown {
  const root: Node = { children: new Map() };
  for (const [key, text] of new URLSearchParams(body)) {
    if (key === 'Action' || key === 'Version') continue;
    let node = root;
    for (const step of key.split('.')) {
      const next = node.children.get(step) ?? { children: new Map() };
      node.children.set(step, next);
      node = next;
    }
    node.text = text;
  }
  return readNode(shape, root);
}

function readNode(shape: Shape | undefined, node: Node): unknown {
  if (shape?.kind === 'list') return readList(shape, node);
  if (shape?.kind === 'number')
    return node.text?.trim() && Number.isFinite(Number(node.text)) ? Number(node.text) : node.text;
  if (shape?.kind === 'boolean')
    return node.text === 'true' || node.text === 'false' ? node.text === 'true' : node.text;
  if (shape?.kind !== 'structure') return node.text ?? Object.fromEntries(node.children);
  const byXmlName = new Map(
    [...shape.members()].map(([name, member]) => [member.xmlName, { name, shape: member.shape }]),
  );
  const value: Record<string, unknown> = {};
  for (const [key, child] of node.children) {
    const member = byXmlName.get(key);
    value[member?.name ?? key] = readNode(member?.shape, child);
  }
  return value;
}

/** An empty list is sent as `Name=`. */
function readList(shape: Shape & { kind: 'list' }, node: Node): unknown {
  const item = shape.item();
  const holder = shape.flat ? node : node.children.get(item.xmlName);
  if (!holder) return node.children.size === 0 && node.text === '' ? [] : Object.fromEntries(node.children);
  return [...holder.children].sort(([a], [b]) => Number(a) - Number(b)).map(([, child]) => readNode(item.shape, child));
}
