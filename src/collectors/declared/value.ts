import { isSymbolic, symbolFor } from '../../model/symbolic-name.ts';

/**
 * Property values as plans and templates give them: JSON, save that a value may be known only after apply, or may have been filled in
 * by the provider. Both are told apart by these two symbols, which no JSON can hold.
 */
const unresolvedMark = Symbol('known after apply');
const filledMark = Symbol('filled in by the provider');

/** A value that is known only once the change is applied. */
export interface Unresolved {
  [unresolvedMark]: true;
  /** Addresses of the elements of the same source that will give it; empty where that is not known. */
  references: string[];
  /** What it is called among names: the physical name where that is known, else a text with `${…}`; null where nothing stands for it. */
  symbol: string | null;
  /** True where the source does not set it: AWS or the provider will, and what is live stays as it is. */
  isLeftToAws?: true;
}

/** A known value that the configuration does not set: the provider sends its own default. */
export interface Filled {
  [filledMark]: true;
  value: string | number | boolean | Declared[] | { [name: string]: Declared };
}

export type Declared =
  | string
  | number
  | boolean
  | null
  | Unresolved
  | Filled
  | Declared[]
  | { [name: string]: Declared | undefined };

export type DeclaredObject = { [name: string]: Declared | undefined };

/** @param symbol text that stands for the value among names; left out: `${first reference}`, or none */
export function unresolved(references: readonly string[] = [], symbol?: string | null): Unresolved {
  const [first] = references;
  const text = symbol === undefined ? (first === undefined ? null : symbolFor(first)) : symbol;
  return { [unresolvedMark]: true, references: [...references], symbol: text };
}

/** A value that the source leaves to AWS and that it knows only after apply. */
export function leftToAws(): Unresolved {
  return { ...unresolved([], null), isLeftToAws: true };
}

export function filled(value: Filled['value']): Filled {
  return { [filledMark]: true, value };
}

export function isUnresolved(value: unknown): value is Unresolved {
  return typeof value === 'object' && value !== null && unresolvedMark in value;
}

export function isFilled(value: unknown): value is Filled {
  return typeof value === 'object' && value !== null && filledMark in value;
}

/** An object of properties: neither a list nor one of the two stand-ins. */
export function isObject(value: unknown): value is DeclaredObject {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !isUnresolved(value) && !isFilled(value)
  );
}

/** Texts put together, as Fn::Join and Fn::Sub do; not known as a whole where a part is not. */
export function joinTexts(parts: readonly Declared[]): Declared {
  const texts = parts.map((part) => (isFilled(part) ? part.value : part));
  const open = texts.filter(isUnresolved);
  if (open.length === 0) return texts.map((part) => String(part)).join('');
  // A known name that stands for an ARN is no part of a longer text.
  const symbol = open.every((part) => part.symbol !== null && isSymbolic(part.symbol))
    ? texts.map((part) => (isUnresolved(part) ? part.symbol : String(part))).join('')
    : null;
  return unresolved([...new Set(open.flatMap((part) => part.references))], symbol);
}
