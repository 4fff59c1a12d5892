import type { Account, AccountRegion } from './account.ts';
import type { Tagged } from './derive/tags.ts';
import type { Protocol } from './protocol/protocol.ts';
import type { OperationSchema } from './protocol/shape.ts';

/** What an operation may know besides its input. */
export type Context<State> = {
  readonly account: string;
  readonly region: string;
  /** The account's own time, ISO 8601; null when the account file sets none. */
  readonly now: string | null;
  /** What the service knows in this account and region, indexed once. */
  readonly state: State;
  /** What another service knows in the same account and region. */
  peer<Other>(service: Service<Other>): Other;
};

/** The names of the members that carry a listing's continuation token. */
export type TokenNames = { readonly input: string; readonly output: string };

/** One operation of a service. `handle` is written as a method so that operations with different inputs fit in one list. */
export type Operation<State, Input = never> = {
  readonly schema: OperationSchema;
  /** Input members without which AWS refuses the call; the exported schemas do not say. */
  readonly required?: readonly string[];
  readonly token?: TokenNames;
  /** The IAM action when it is not `<prefix>:<Operation>`. */
  readonly iamAction?: string;
  handle(input: Input, context: Context<State>): unknown;
};

/** Error codes by which services differ. */
export type ErrorCodes = {
  /** A malformed input. */
  invalid: string;
  /** A continuation token that means nothing. */
  badToken: string;
  denied: { code: string; status: number };
  throttled: { code: string; status: number; message: string };
  expired: { code: string; status: number };
  /** A signature made by a clock that is too far off. */
  skewed: { code: string; status: number };
  internal: string;
};

/** A service that the sandbox plays. */
export type Service<State> = {
  /** The name in faults, rates and calls: the IAM prefix. */
  readonly prefix: string;
  /** The service's name in the SigV4 credential scope. */
  readonly signingName: string;
  /**
   * Where a global service answers, whatever region a call is signed for: AWS signs for this one, but the SDK signs for the
   * configured region once AWS_ENDPOINT_URL is set.
   */
  readonly globalRegion?: string;
  readonly protocol: Protocol;
  readonly errors: ErrorCodes;
  /** Reads the account's declaration once into what the operations need. */
  index(declared: Declared, context: Omit<Context<State>, 'state'>): State;
  readonly operations: Readonly<Record<string, Operation<State>>>;
  /** What the Tagging API knows of this service. */
  tagged?(context: Context<State>): Tagged[];
};

/** One region of an account file, and what the account has outside regions. */
export type Declared = {
  readonly region: AccountRegion;
  readonly budgets: NonNullable<Account['budgets']>;
  readonly costExplorer: NonNullable<Account['cost-explorer']>;
};

/** Declares an operation, so that its input has a type. */
export function operation<State, Input>(declared: Operation<State, Input>): Operation<State> {
  return declared as unknown as Operation<State>;
}

/** An error that the service answers with; `code` null leaves the choice to the service's own table. */
export class ServiceError extends Error {
  readonly code: string | null;
  readonly kind: 'invalid' | 'badToken';
  readonly status: number;
  constructor(message: string, options: { code?: string; kind?: 'invalid' | 'badToken'; status?: number } = {}) {
    super(message);
    this.code = options.code ?? null;
    this.kind = options.kind ?? 'invalid';
    this.status = options.status ?? 400;
  }
}

/** A malformed input, under whatever name the service has for it. */
export const invalid = (message: string): ServiceError => new ServiceError(message);
/** A continuation token that means nothing, under whatever name the service has for it. */
export const badToken = (message: string): ServiceError => new ServiceError(message, { kind: 'badToken' });
/** A named error of the service's model. */
export const failed = (code: string, message: string, status = 400): ServiceError =>
  new ServiceError(message, { code, status });

const jsonErrors: ErrorCodes = {
  invalid: 'ValidationException',
  badToken: 'ValidationException',
  denied: { code: 'AccessDeniedException', status: 400 },
  throttled: { code: 'ThrottlingException', status: 400, message: 'Rate exceeded' },
  expired: { code: 'ExpiredTokenException', status: 400 },
  skewed: { code: 'InvalidSignatureException', status: 400 },
  internal: 'InternalServerException',
};

const queryErrors: ErrorCodes = {
  invalid: 'InvalidParameterValue',
  badToken: 'InvalidParameterValue',
  denied: { code: 'AccessDenied', status: 403 },
  throttled: { code: 'Throttling', status: 400, message: 'Rate exceeded' },
  expired: { code: 'ExpiredToken', status: 403 },
  skewed: { code: 'SignatureDoesNotMatch', status: 403 },
  internal: 'InternalFailure',
};

const restErrors: ErrorCodes = {
  ...jsonErrors,
  denied: { code: 'AccessDeniedException', status: 403 },
  throttled: { code: 'ThrottlingException', status: 429, message: 'Rate exceeded' },
  expired: { code: 'ExpiredTokenException', status: 403 },
  skewed: { code: 'InvalidSignatureException', status: 403 },
};

/** The codes of a JSON service, with what differs. */
export const jsonCodes = (differences: Partial<ErrorCodes> = {}): ErrorCodes => ({ ...jsonErrors, ...differences });
/** The codes of a service of REST with JSON, with what differs. */
export const restCodes = (differences: Partial<ErrorCodes> = {}): ErrorCodes => ({ ...restErrors, ...differences });
/** The codes of a Query service. */
export const queryCodes = (differences: Partial<ErrorCodes> = {}): ErrorCodes => ({ ...queryErrors, ...differences });
