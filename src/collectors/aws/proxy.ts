/** Proxies as the environment names them; whoever reads the environment passes them in. */
export interface ProxyOptions {
  /** Proxy for http endpoints (HTTP_PROXY). */
  http?: string;
  /** Proxy for https endpoints (HTTPS_PROXY). */
  https?: string;
  /** Hosts that are reached directly, separated by commas (NO_PROXY). */
  no?: string;
}

/** Whether a host is reached directly: *, a host name, or a domain with its subdomains, each with an optional port. */
export function bypassesProxy(host: string, noProxy: string | undefined): boolean {
  const wanted = host.toLowerCase().replace(/^\[|\]$/g, '');
  return (noProxy ?? '')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .map((entry) => entry.replace(/^\*?\./, '').replace(/:\d+$/, ''))
    .some((entry) => entry === '*' || wanted === entry || wanted.endsWith(`.${entry}`));
}
