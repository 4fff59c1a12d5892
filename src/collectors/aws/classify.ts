import type { CoverageStatus } from '../../model/snapshot.ts';

/** What an error of the SDK means for the run. */
export interface Verdict {
  status: Exclude<CoverageStatus, 'ok' | 'truncated' | 'unsupported' | 'not-requested'>;
  /** Whether the same call may succeed later: at a slower pace, or simply again. */
  retry: 'throttle' | 'transient' | 'never';
  /** Name of the error, as AWS or Node gives it. */
  name: string;
  /** One line for people, free of addresses and principals. */
  detail: string;
  /** Whether there was an answer at all, rather than a failure on the way. */
  answered: boolean;
  /** True when no credentials were found or they could not be refreshed. */
  credentials: boolean;
}

const throttleNames =
  /^(Throttl|TooManyRequests|RequestThrottled|RequestLimitExceeded|BandwidthLimitExceeded|SlowDown|EC2Throttled)/;
const expiredNames = /^(ExpiredToken|RequestExpired|TokenRefreshRequired)/;
const deniedNames =
  /^(AccessDenied|UnauthorizedOperation|UnrecognizedClient|InvalidClientTokenId|AuthFailure|NotAuthorized|AuthorizationError|OptInRequired|SubscriptionRequired|InvalidSignature|SignatureDoesNotMatch|IncompleteSignature|MissingAuthenticationToken|FailedResourceAccess)/;
const credentialNames = /^(CredentialsProviderError|TokenProviderError|ProviderError)$/;
const serverNames = /^(Internal|ServiceUnavailable|ServerException|RequestTimeout$)/;
const networkNames =
  /^(TimeoutError|ECONNRESET|ECONNREFUSED|EPIPE|ETIMEDOUT|EAI_AGAIN|ENOTFOUND|EHOSTUNREACH|ENETUNREACH|ECONNABORTED)$/;

/**
 * Judges an error by its name and by the HTTP status: proxies and emulators answer with HTML or XML, which the SDK
 * reports as a parse error that carries only the status.
 * @param api such as ecs:ListServices; LimitExceededException is a throttle for Cost Explorer only
 */
export function classify(error: unknown, api: string): Verdict {
  const { name, code, status, parse, skewed } = describeError(error);
  const verdict = (of: Verdict['status'], retry: Verdict['retry'], text: string, credentials = false): Verdict => ({
    status: of,
    retry,
    name,
    detail: oneLine(text),
    answered: status !== null,
    credentials,
  });
  const said = parse ? `HTTP ${status ?? '?'} with a body that is not AWS's` : sentence(error, name, status);
  // The SDK has taken over the server's clock: the same call, signed again, will do.
  if (skewed) return verdict('denied', 'transient', said);
  if (credentialNames.test(name)) return verdict('denied', 'never', `no valid credentials: ${said}`, true);
  if (expiredNames.test(name)) return verdict('denied', 'never', `the credentials expired during the run: ${said}`);
  if (throttleNames.test(name) || status === 429) return verdict('throttled', 'throttle', said);
  if (name === 'LimitExceededException' && api.startsWith('ce:')) return verdict('throttled', 'throttle', said);
  if (deniedNames.test(name) || status === 401 || status === 403) return verdict('denied', 'never', said);
  if (status !== null && status >= 500) return verdict('failed', 'transient', said);
  if (parse && status !== null && status >= 200 && status < 300) return verdict('malformed', 'never', said);
  if (serverNames.test(name) || networkNames.test(code ?? name)) return verdict('failed', 'transient', said);
  return verdict('failed', 'never', said);
}

interface ErrorFacts {
  name: string;
  code: string | null;
  status: number | null;
  parse: boolean;
  skewed: boolean;
}

function describeError(error: unknown): ErrorFacts {
  if (!(error instanceof Error)) return { name: 'Error', code: null, status: null, parse: false, skewed: false };
  const facts = error as Error & {
    code?: unknown;
    $metadata?: { httpStatusCode?: number; clockSkewCorrected?: boolean };
    $response?: { statusCode?: number };
  };
  const parse = error instanceof SyntaxError || /parse error|deserializ/i.test(error.message);
  const code = typeof facts.code === 'string' ? facts.code : null;
  return {
    name: error.name === 'Error' ? (code ?? error.name) : error.name,
    code,
    status: facts.$metadata?.httpStatusCode ?? facts.$response?.statusCode ?? null,
    parse,
    skewed: facts.$metadata?.clockSkewCorrected === true,
  };
}

function sentence(error: unknown, name: string, status: number | null): string {
  const message = error instanceof Error ? error.message : String(error);
  return `${name}${status === null ? '' : ` (HTTP ${status})`}${message && message !== name ? `: ${message}` : ''}`;
}

/** One line of at most 300 characters without principals and e-mail addresses: SSO session names are addresses. */
function oneLine(text: string): string {
  const clean = text
    .replace(/arn:[\w-]+:(sts|iam)::\S+/g, 'the caller')
    .replace(/[^\s@]+@[^\s@]+\.[^\s@]+/g, '(address)')
    .replace(/\s+/g, ' ')
    .trim();
  return clean.length > 300 ? `${clean.slice(0, 299)}…` : clean;
}
