import { ec2Names, readForm } from './form.ts';
import type { Protocol, WireError, WireOutput, WireResponse } from './protocol.ts';
import { escapeXml, toXml } from './xml.ts';

/** EC2's own Query: lists flat in the request, the result without a wrapper, errors in a list. */
export function ec2Query(options: { version: string; xmlNamespace: string }): Protocol {
  const respond = (status: number, requestId: string, body: string): WireResponse => ({
    status,
    headers: { 'content-type': 'text/xml;charset=UTF-8', 'x-amzn-requestid': requestId },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
  });
  return {
    recognition: { version: options.version },
    readInput: ({ shape, request }) => readForm(shape, request.body, ec2Names),
    writeOutput({ operation, shape, output, requestId }: WireOutput) {
      const content = `<requestId>${requestId}</requestId>${toXml(shape, output)}`;
      return respond(
        200,
        requestId,
        `<${operation}Response xmlns="${options.xmlNamespace}">${content}</${operation}Response>`,
      );
    },
    writeError(error: WireError, requestId) {
      const content = `<Error><Code>${error.code}</Code><Message>${escapeXml(error.message)}</Message></Error>`;
      const body = `<Response><Errors>${content}</Errors><RequestID>${requestId}</RequestID></Response>`;
      return respond(error.status, requestId, body);
    },
  };
}
