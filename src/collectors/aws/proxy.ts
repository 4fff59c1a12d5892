/** Proxies as the environment names them; whoever reads the environment passes them in. */
export interface ProxyOptions {
  /** Proxy for http endpoints (HTTP_PROXY). */
  http?: string;
  /** Proxy for https endpoints (HTTPS_PROXY). */
  https?: string;
  /** Hosts that are reached directly, separated by commas (NO_PROXY). */
  no?: string;
}

/** Whether a host is reached directly: *, a host name or address, or a domain with its subdomains; ports are ignored. */
export function bypassesProxy(host: string, noProxy: string | undefined): boolean {
  const wanted = host.toLowerCase().replace(/^\[|\]$/g, '');
  return (noProxy ?? '')
    .toLowerCase()
    .split(/[\s,]+/)
    .map(hostOf)
    .some((entry) => entry !== '' && (entry === '*' || wanted === entry || wanted.endsWith(`.${entry}`)));
}

/** The host of an entry, without its port, leading dot or wildcard, or the brackets of an IPv6 address. */
function hostOf(entry: string): string {
  return entry
    .replace(/^([^:]*|\[.*\]):\d+$/, '$1')
    .replace(/^\*?\./, '')
    .replace(/^\[|\]$/g, '');
}
