import type { RawRequest } from './protocol/protocol.ts';
import { labelsOf } from './protocol/route.ts';
import type { Operation, Service } from './service.ts';

/** What the SigV4 credential scope says. */
export type Scope = { accessKeyId: string; region: string; signingName: string };

/** A request that could be told: which operation of which service. `operation` is undefined for one that the sandbox does not play. */
export type Recognised = {
  service: Service<unknown>;
  name: string;
  operation: Operation<unknown> | undefined;
  scope: Scope | null;
};

/** Tells the service and operation from X-Amz-Target, from Action and Version, or from method and path; null when no service is meant. */
export function recognise(request: RawRequest, services: readonly Service<unknown>[]): Recognised | null {
  const scope = readScope(header(request, 'authorization'));
  const target = header(request, 'x-amz-target');
  if (target) {
    const [prefix, name = ''] = target.split('.');
    const service = services.find(
      ({ protocol: { recognition } }) => 'target' in recognition && recognition.target === prefix,
    );
    return service ? { service, name, operation: service.operations[name], scope } : null;
  }
  const form = new URLSearchParams(request.body);
  const service = services.find(
    ({ signingName, protocol: { recognition } }) =>
      'version' in recognition && recognition.version === form.get('Version') && signingName === scope?.signingName,
  );
  const name = form.get('Action') ?? '';
  if (service) return { service, name, operation: service.operations[name], scope };
  return recogniseRoute(request, services, scope);
}

/** Services of REST may share a path, so the one that the request is signed for is asked first. */
function recogniseRoute(
  request: RawRequest,
  services: readonly Service<unknown>[],
  scope: Scope | null,
): Recognised | null {
  const spoken = services.filter(({ protocol }) => 'routes' in protocol.recognition);
  const meant = spoken.filter(({ signingName }) => signingName === scope?.signingName);
  for (const service of [...meant, ...spoken]) {
    for (const [name, operation] of Object.entries(service.operations)) {
      if (labelsOf(operation.schema, request)) return { service, name, operation, scope };
    }
  }
  return meant[0] ? { service: meant[0], name: spokenOf(request), operation: undefined, scope } : null;
}

/** What a request asks for, in its own words. */
export function spokenOf(request: RawRequest): string {
  const action = header(request, 'x-amz-target') || new URLSearchParams(request.body).get('Action');
  return action || `${request.method} ${request.path}`;
}

/** One header of a request, empty text when absent. */
export function header(request: RawRequest, name: string): string {
  const value = request.headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? '';
}

/** `AWS4-HMAC-SHA256 Credential=<key>/<date>/<region>/<service>/aws4_request, …` */
function readScope(authorization: string): Scope | null {
  const credential = /Credential=([^,\s]+)/.exec(authorization)?.[1]?.split('/');
  if (!credential || credential.length < 5) return null;
  const [accessKeyId = '', , region = '', signingName = ''] = credential;
  return { accessKeyId, region, signingName };
}
