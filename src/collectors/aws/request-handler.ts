import type { Agent } from 'node:http';
import { bypassesProxy, type ProxyOptions } from './proxy.ts';

export interface ConnectionOptions {
  proxy?: ProxyOptions;
  /** Certificate authorities in PEM, trusted besides Node's own (AWS_CA_BUNDLE). */
  ca?: string;
  connectionTimeoutMs: number;
}

const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };
const sockets = { keepAlive: true, maxSockets: 50 };

/** The HTTP stack that all clients share: connections are kept, proxies and private certificate authorities honoured. */
export async function createRequestHandler(options: ConnectionOptions) {
  const { NodeHttpHandler } = await import('@smithy/node-http-handler');
  const common = { connectionTimeout: options.connectionTimeoutMs, logger: silent };
  const tls = await trust(options.ca);
  const direct = new NodeHttpHandler({ ...common, httpAgent: sockets, httpsAgent: { ...sockets, ...tls } });
  if (!options.proxy?.http && !options.proxy?.https) return direct;

  const proxied = new NodeHttpHandler({ ...common, ...(await proxyAgents(options.proxy, tls)) });
  const handlerOf = (host: string) => (bypassesProxy(host, options.proxy?.no) ? direct : proxied);
  const either: HandlerLike<typeof direct> = {
    metadata: direct.metadata,
    handle: (request, settings) => handlerOf(request.hostname).handle(request, settings),
    destroy() {
      for (const handler of [direct, proxied]) handler.destroy();
    },
    updateHttpClientConfig(key, value) {
      for (const handler of [direct, proxied]) handler.updateHttpClientConfig(key, value);
    },
    httpHandlerConfigs: () => direct.httpHandlerConfigs(),
  };
  return either;
}

type HandlerLike<T extends { metadata: unknown; handle: unknown; destroy: unknown }> = Pick<
  T,
  Extract<keyof T, 'metadata' | 'handle' | 'destroy' | 'updateHttpClientConfig' | 'httpHandlerConfigs'>
>;

/** A given authority is trusted besides Node's own, which `ca` alone would replace. */
async function trust(ca: string | undefined): Promise<{ ca?: string[] }> {
  if (!ca) return {};
  const { rootCertificates } = await import('node:tls');
  return { ca: [...rootCertificates, ca] };
}

async function proxyAgents(proxy: ProxyOptions, tls: { ca?: string[] }) {
  const { HttpProxyAgent } = await import('http-proxy-agent');
  const { HttpsProxyAgent } = await import('https-proxy-agent');
  const httpAgent = proxy.http ? (new HttpProxyAgent(proxy.http, sockets) as unknown as Agent) : sockets;
  if (!proxy.https) return { httpAgent, httpsAgent: { ...sockets, ...tls } };
  const httpsAgent = new HttpsProxyAgent(proxy.https, { ...sockets, ...tls });
  // The constructor's options hold for the proxy; these hold for what is behind the tunnel.
  Object.assign(httpsAgent.options, tls);
  return { httpAgent, httpsAgent };
}
