import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Delivery } from './desk.ts';
import type { RawRequest } from './protocol/protocol.ts';

/** A running server. */
export type Server = { url: string; close(): Promise<void> };

/** Serves answers on 127.0.0.1, on a port that the system picks. */
export async function startServer(answer: (request: RawRequest) => Delivery, latencyMs: number): Promise<Server> {
  const timers = new Set<NodeJS.Timeout>();
  const after = (delayMs: number, act: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      act();
    }, delayMs);
    timers.add(timer);
  };
  const server = createServer({ keepAliveTimeout: 0, requestTimeout: 0 }, (request, response) => {
    readBody(request, (body) => {
      const delivery = answer({
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body,
      });
      if (latencyMs > 0) after(latencyMs, () => deliver(response, delivery, after));
      else deliver(response, delivery, after);
    });
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      for (const timer of timers) clearTimeout(timer);
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function readBody(request: IncomingMessage, use: (body: string) => void): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => use(Buffer.concat(chunks).toString('utf8')));
}

function deliver(
  response: ServerResponse,
  { response: answer, fault }: Delivery,
  after: (delayMs: number, act: () => void) => void,
): void {
  const body = Buffer.from(answer.body, 'utf8');
  const half = body.subarray(0, body.length >> 1);
  const delayMs = fault?.delayMs ?? 3000;
  const start = (length: number) => response.writeHead(answer.status, { ...answer.headers, 'content-length': length });
  switch (fault?.do) {
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'truncated':
      start(half.length).end(half);
      return;
    case 'slow-headers':
      after(delayMs, () => start(body.length).end(body));
      return;
    case 'slow-body':
      start(body.length).write(half);
      after(delayMs, () => response.end(body.subarray(half.length)));
      return;
    default:
      start(body.length).end(body);
  }
}
