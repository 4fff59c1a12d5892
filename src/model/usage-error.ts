/** One mistake of the user: where it stands and what is wrong. */
export interface Problem {
  /** Path as the user gave it. */
  file: string;
  /** Line from 1; null when the file as a whole is meant. */
  line: number | null;
  /** Column from 1, in UTF-16 units; null when the file as a whole is meant. */
  column: number | null;
  /** What was found, what was expected, and the nearest valid name. */
  message: string;
}

/** Problems that a message lists; the rest are counted. */
const shown = 20;

/** A mistake in the arguments, the configuration or a rule file: exit code 2, and a message without a stack trace. */
export class UsageError extends Error {
  readonly problems: readonly Problem[];

  constructor(message: string, problems: readonly Problem[] = []) {
    super(message);
    this.name = 'UsageError';
    this.problems = problems;
  }
}

/** An error that lists its problems, one a line. */
export function usageErrorOf(problems: readonly Problem[]): UsageError {
  const lines = problems.slice(0, shown).map(renderProblem);
  if (problems.length > shown) lines.push(`… and ${problems.length - shown} more`);
  return new UsageError(lines.join('\n'), problems);
}

/** `file:line:column: message`, which terminals and editors turn into a link. */
export function renderProblem({ file, line, column, message }: Problem): string {
  const place = line === null ? file : column === null ? `${file}:${line}` : `${file}:${line}:${column}`;
  return `${place}: ${message}`;
}
