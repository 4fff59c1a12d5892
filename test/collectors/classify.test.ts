import { describe, expect, it } from 'vitest';
import { classify } from '../../src/collectors/aws/classify.ts';

const awsError = (name: string, status: number, message = 'told by AWS') =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode: status } });
const nodeError = (code: string) => Object.assign(new Error(`connect ${code}`), { code });
const parseError = (status: number) =>
  Object.assign(new SyntaxError('Unexpected token <'), { $metadata: { httpStatusCode: status } });

describe('an error is judged by its name and by the HTTP status', () => {
  const api = 'ecs:ListServices';
  const table: [string, unknown, string, string][] = [
    ['AccessDeniedException', awsError('AccessDeniedException', 400), 'denied', 'never'],
    ['AccessDenied of the query protocol', awsError('AccessDenied', 403), 'denied', 'never'],
    ['UnauthorizedOperation', awsError('UnauthorizedOperation', 403), 'denied', 'never'],
    ['UnrecognizedClientException', awsError('UnrecognizedClientException', 400), 'denied', 'never'],
    ['an opted-out region', awsError('InvalidClientTokenId', 403), 'denied', 'never'],
    ['alarms that may not be read', awsError('FailedResourceAccessException', 400), 'denied', 'never'],
    ['any 403', awsError('Whatever', 403), 'denied', 'never'],
    ['an XML or HTML page with 403', parseError(403), 'denied', 'never'],
    ['an expired token', awsError('ExpiredTokenException', 400), 'denied', 'never'],
    [
      'credentials that cannot be refreshed',
      Object.assign(new Error('x'), { name: 'CredentialsProviderError' }),
      'denied',
      'never',
    ],
    ['ThrottlingException', awsError('ThrottlingException', 400), 'throttled', 'throttle'],
    ['Throttling of the query protocol', awsError('Throttling', 400), 'throttled', 'throttle'],
    ['TooManyRequestsException', awsError('TooManyRequestsException', 429), 'throttled', 'throttle'],
    ['RequestLimitExceeded', awsError('RequestLimitExceeded', 503), 'throttled', 'throttle'],
    ['any 429', parseError(429), 'throttled', 'throttle'],
    ['a limit that is no throttle', awsError('LimitExceededException', 400), 'failed', 'never'],
    ['an HTML page with 500', parseError(500), 'failed', 'transient'],
    ['an HTML page with 404', parseError(404), 'failed', 'never'],
    ['InternalServerError', awsError('InternalServerError', 500), 'failed', 'transient'],
    ['ServiceUnavailable', awsError('ServiceUnavailableException', 503), 'failed', 'transient'],
    ['a reset connection', nodeError('ECONNRESET'), 'failed', 'transient'],
    ['a refused connection', nodeError('ECONNREFUSED'), 'failed', 'transient'],
    ['an unknown host', nodeError('ENOTFOUND'), 'failed', 'transient'],
    ['a timeout', Object.assign(new Error('slow'), { name: 'TimeoutError' }), 'failed', 'transient'],
    ['an untrusted certificate', nodeError('SELF_SIGNED_CERT_IN_CHAIN'), 'failed', 'never'],
    ['a body that is not JSON, with 200', parseError(200), 'malformed', 'never'],
    ['a validation error', awsError('ValidationException', 400), 'failed', 'never'],
    ['something that is no error', 'a string', 'failed', 'never'],
  ];
  it.each(table)('%s', (_, error, status, retry) => {
    expect(classify(error, api)).toMatchObject({ status, retry });
  });

  it('LimitExceededException is a throttle for Cost Explorer only', () => {
    expect(classify(awsError('LimitExceededException', 400), 'ce:GetAnomalyMonitors').status).toBe('throttled');
  });

  it('a corrected clock makes a refused signature worth another try', () => {
    const error = Object.assign(new Error('skew'), {
      name: 'InvalidSignatureException',
      $metadata: { httpStatusCode: 403, clockSkewCorrected: true },
    });
    expect(classify(error, api)).toMatchObject({ status: 'denied', retry: 'transient' });
  });
});

describe('the detail is one line for people', () => {
  it('names the error and says what AWS said', () => {
    expect(classify(awsError('ValidationException', 400, 'bad\n  token'), 'x:Y').detail).toBe(
      'ValidationException (HTTP 400): bad token',
    );
  });

  it('holds no principal and no e-mail address', () => {
    const message =
      'User: arn:aws:sts::111122223333:assumed-role/Admin/alice@example.com is not authorized to perform: ecs:ListServices, ask bob@example.com';
    const { detail } = classify(awsError('AccessDeniedException', 400, message), 'ecs:ListServices');
    expect(detail).toBe(
      'AccessDeniedException (HTTP 400): User: the caller is not authorized to perform: ecs:ListServices, ask (address)',
    );
  });

  it('is never longer than 300 characters', () => {
    expect(classify(awsError('Long', 400, 'x'.repeat(5000)), 'x:Y').detail).toHaveLength(300);
  });

  it('says that a page is not of AWS, without quoting it', () => {
    expect(classify(parseError(500), 'x:Y').detail).toBe("HTTP 500 with a body that is not AWS's");
  });
});
