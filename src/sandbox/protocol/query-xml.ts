import { queryNames, readForm } from './form.ts';
import type { Protocol, WireError, WireOutput, WireResponse } from './protocol.ts';
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
    readInput: ({ shape, request }) => readForm(shape, request.body, queryNames),
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
