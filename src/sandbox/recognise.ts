import type { Operation, Service } from './service.ts';

/** A request as it arrived. Header names are lower case. */
export type RawRequest = { headers: Readonly<Record<string, string | string[] | undefined>>; body: string };

/** What the SigV4 credential scope says. */
export type Scope = { accessKeyId: string; region: string; signingName: string };

/** A request that could be told: which operation of which service. `operation` is undefined for one that the sandbox does not play. */
export type Recognised = {
  service: Service<unknown>;
  name: string;
  operation: Operation<unknown> | undefined;
  scope: Scope | null;
};

/** Tells the service and operation from X-Amz-Target, or from Action and Version; null when no service is meant. */
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
  return service ? { service, name, operation: service.operations[name], scope } : null;
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
