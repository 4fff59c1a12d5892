import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Server } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { collectAws } from '../../src/collectors/aws/collect.ts';
import { bypassesProxy } from '../../src/collectors/aws/proxy.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { accountId, credentials, region, smallRegion, takenAt } from './support.ts';
import { certificate, privateKey } from './tls.ts';

const run = { regions: [region], takenAt, tool: 'headroom test', credentials, runTimeoutMs: 20_000 };

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

async function sandboxPort(): Promise<number> {
  const sandbox = await startSandbox({ accounts: { account: accountId, regions: { [region]: smallRegion() } } });
  onTestFinished(() => sandbox.close());
  return Number(new URL(sandbox.url).port);
}

/** Hands a request on to a port of this machine. */
function relay(port: number, path: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { method, headers } = incoming;
  const onward = request({ host: '127.0.0.1', port, path, method, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  incoming.pipe(onward);
}

/** The sandbox behind TLS with a certificate that only its own authority knows. */
async function startTls(): Promise<number> {
  const port = await sandboxPort();
  const options = { cert: certificate, key: privateKey };
  return listen(createTlsServer(options, (incoming, outgoing) => relay(port, incoming.url ?? '/', incoming, outgoing)));
}

/** A proxy that leads everything to one port, and counts what it was asked. */
async function startProxy(target: number) {
  const seen = { requests: 0, tunnels: 0 };
  const server = createServer((incoming, outgoing) => {
    seen.requests += 1;
    const { pathname, search } = new URL(incoming.url ?? '/');
    relay(target, `${pathname}${search}`, incoming, outgoing);
  });
  server.on('connect', (_, client) => {
    seen.tunnels += 1;
    const upstream = connect(target, '127.0.0.1', () => client.write('HTTP/1.1 200 Connection established\r\n\r\n'));
    upstream.pipe(client).pipe(upstream);
    for (const socket of [client, upstream]) socket.on('error', () => socket.destroy());
  });
  return { url: `http://127.0.0.1:${await listen(server)}`, seen };
}

describe('certificate authorities', () => {
  it('a private one is trusted when it is given', async () => {
    const endpoint = `https://localhost:${await startTls()}`;
    const snapshot = await collectAws({ ...run, endpoint, ca: certificate });
    expect(snapshot.coverage.filter((entry) => entry.status !== 'ok')).toEqual([]);
  });

  it('without it nothing is read, and the reason says so', async () => {
    const endpoint = `https://localhost:${await startTls()}`;
    const { coverage } = await collectAws({ ...run, endpoint });
    expect(coverage.every((entry) => entry.status === 'failed')).toBe(true);
    expect(coverage[0]?.detail).toMatch(/SELF_SIGNED|self-signed/);
  });
});

describe('proxies', () => {
  it('HTTP_PROXY carries calls to http endpoints', async () => {
    const proxy = await startProxy(await sandboxPort());
    const snapshot = await collectAws({ ...run, endpoint: 'http://aws.invalid', proxy: { http: proxy.url } });
    expect(snapshot.coverage.filter((entry) => entry.status !== 'ok')).toEqual([]);
    expect(proxy.seen.requests).toBeGreaterThan(20);
  });

  it('HTTPS_PROXY tunnels calls to https endpoints, with the private authority', async () => {
    const proxy = await startProxy(await startTls());
    const options = { endpoint: 'https://localhost:1', proxy: { https: proxy.url }, ca: certificate };
    const snapshot = await collectAws({ ...run, ...options });
    expect(snapshot.coverage.filter((entry) => entry.status !== 'ok')).toEqual([]);
    expect(proxy.seen.tunnels).toBeGreaterThan(0);
  });

  it('NO_PROXY reaches its hosts directly', async () => {
    const proxy = await startProxy(1);
    const endpoint = `http://127.0.0.1:${await sandboxPort()}`;
    const snapshot = await collectAws({ ...run, endpoint, proxy: { http: proxy.url, no: 'localhost,127.0.0.1' } });
    expect(snapshot.coverage.filter((entry) => entry.status !== 'ok')).toEqual([]);
    expect(proxy.seen.requests).toBe(0);
  });

  it.each([
    ['ecs.eu-west-1.amazonaws.com', 'amazonaws.com', true],
    ['ecs.eu-west-1.amazonaws.com', '.amazonaws.com', true],
    ['ecs.eu-west-1.amazonaws.com', '*.amazonaws.com', true],
    ['ECS.eu-west-1.amazonaws.com', 'Amazonaws.com', true],
    ['amazonaws.com', '.amazonaws.com', true],
    ['notamazonaws.com', 'amazonaws.com', false],
    ['127.0.0.1', 'localhost, 127.0.0.1:4566', true],
    ['[::1]', '::1', true],
    ['::1', '[::1]:443', true],
    ['ecs.amazonaws.com', '*', true],
    ['ecs.amazonaws.com', '', false],
    ['ecs.amazonaws.com', undefined, false],
  ])('%s with NO_PROXY %s: %s', (host, no, direct) => {
    expect(bypassesProxy(host, no)).toBe(direct);
  });
});
