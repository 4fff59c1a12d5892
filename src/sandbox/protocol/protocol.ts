import type { OperationSchema, Shape } from './shape.ts';

/** A request as it arrived. Header names are lower case; the path holds the query string, both still escaped. */
export type RawRequest = {
  method: string;
  path: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: string;
};

/** What an input is read from. */
export type WireInput = { schema: OperationSchema; shape: Shape; request: RawRequest };

/** An error as it goes over the wire. */
export type WireError = {
  code: string;
  message: string;
  /** HTTP status; 400 for most. */
  status: number;
  /** Who is to blame: the caller, or AWS. */
  fault: 'Sender' | 'Receiver';
  /** Further members of the error structure, for example `clusterName`. */
  members?: Record<string, unknown>;
};

/** A complete HTTP answer. */
export type WireResponse = { status: number; headers: Record<string, string>; body: string };

/** What a successful answer is made from. `output` has been walked: dates are `Date`. */
export type WireOutput = { operation: string; shape: Shape; output: unknown; requestId: string };

/** One of AWS's wire protocols, for one service. */
export type Protocol = {
  /**
   * How a request names its operation: `X-Amz-Target: prefix.Operation`, `Action=` with this `Version=`, or the method and path
   * that the operation's schema declares.
   */
  readonly recognition: { readonly target: string } | { readonly version: string } | { readonly routes: true };
  /** Turns a request into data, values still to be walked. Throws a SyntaxError on a body that is not of this protocol. */
  readInput(input: WireInput): unknown;
  writeOutput(answer: WireOutput): WireResponse;
  writeError(error: WireError, requestId: string): WireResponse;
};
