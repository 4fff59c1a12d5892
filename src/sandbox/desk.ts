import { faultAnswer, skewAnswer, throttledAnswer } from './answers.ts';
import { uuidOf } from './derive/identity.ts';
import { createFaultFinder, type Fault } from './faults.ts';
import { openCall } from './input.ts';
import { answerCall, answerContext } from './output.ts';
import type { RawRequest, WireResponse } from './protocol/protocol.ts';
import { createRateLimiter } from './rates.ts';
import { header, type Recognised, recognise, spokenOf } from './recognise.ts';
import { services } from './services/index.ts';
import { createPageCounter } from './tokens.ts';
import type { DeskOptions, Visit } from './visit.ts';

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
    const target = spokenOf(request);
    const why = recognised && !recognised.scope ? 'the request is not signed' : 'the sandbox does not play it';
    options.problems.push(`${target}: ${why}`);
    const error = recognised?.operation
      ? { code: 'MissingAuthenticationTokenException', message: 'Request is missing Authentication Token', status: 403 }
      : { code: 'UnknownOperationException', message: `${target}: ${why}`, status: 400 };
    const write = (recognised?.service ?? services[0])?.protocol.writeError;
    return write?.({ ...error, fault: 'Sender' }, requestId) ?? { status: 400, headers: {}, body: '' };
  }
}
