import { partitionOf } from './derive/identity.ts';
import type { Fault } from './faults.ts';
import type { WireResponse } from './protocol/protocol.ts';
import type { Operation, Service } from './service.ts';
import { callerArn } from './services/sts.ts';

/** What an answer in place of the real one is made from. */
export type AnswerContext = {
  service: Service<unknown>;
  operation: Operation<unknown>;
  name: string;
  account: string;
  region: string;
  requestId: string;
};

/** The answer that a fault gives in place of the real one; null for faults that spoil or delay the real one. */
export function faultAnswer(fault: Fault, context: AnswerContext): WireResponse | null {
  const { service, requestId } = context;
  const { errors, protocol } = service;
  const sender = (error: { code: string; status: number }, message: string) =>
    protocol.writeError({ ...error, message, fault: 'Sender' }, requestId);
  switch (fault.do) {
    case 'denied':
      return sender(errors.denied, deniedMessage(context));
    case 'throttled':
      return throttledAnswer(service, requestId);
    case 'expired':
      return sender(errors.expired, 'The security token included in the request is expired');
    case 'error500':
      return internalAnswer(service, 'We encountered an internal error. Please try again.', requestId);
    case 'html500':
      return raw(500, 'text/html', '<!DOCTYPE html><html><body><h1>500 Internal Server Error</h1></body></html>');
    case 'xml403':
      return raw(
        403,
        'text/xml',
        '<ErrorResponse><Error><Code>AccessDenied</Code><Message>Access denied</Message></Error></ErrorResponse>',
      );
    case 'empty':
      return raw(200, 'text/plain', '');
    default:
      return null;
  }
}

/** The service's own throttling error. */
export function throttledAnswer({ errors, protocol }: Service<unknown>, requestId: string): WireResponse {
  return protocol.writeError({ ...errors.throttled, fault: 'Sender' }, requestId);
}

/** The service's own internal error. */
export function internalAnswer(
  { errors, protocol }: Service<unknown>,
  message: string,
  requestId: string,
): WireResponse {
  return protocol.writeError({ code: errors.internal, status: 500, message, fault: 'Receiver' }, requestId);
}

/** The refusal of a request whose clock is more than five minutes away from a server that is `aheadMs` ahead; null when it is near. */
export function skewAnswer(
  amzDate: string,
  aheadMs: number,
  { service, requestId }: AnswerContext,
): { date: string; refusal: WireResponse | null } {
  const server = new Date(Date.now() + aheadMs);
  const signed = Date.parse(amzDate.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  const near = Math.abs(signed - server.getTime()) <= 5 * 60_000;
  const compact = (time: Date) => time.toISOString().replace(/[-:]|\.\d+/g, '');
  const message = `Signature expired: ${amzDate} is now earlier than ${compact(new Date(server.getTime() - 5 * 60_000))}`;
  const refusal = near
    ? null
    : service.protocol.writeError({ ...service.errors.skewed, message, fault: 'Sender' }, requestId);
  return { date: server.toUTCString(), refusal };
}

function deniedMessage({ service, operation, name, account, region }: AnswerContext): string {
  const action = operation.iamAction ?? `${service.prefix}:${name}`;
  const resource = `arn:${partitionOf(region)}:${action.split(':')[0]}:${region}:${account}:*`;
  return `User: ${callerArn(account, region)} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;
}

function raw(status: number, contentType: string, body: string): WireResponse {
  return { status, headers: { 'content-type': contentType }, body };
}
