import type { Conversation } from './conversation.ts';

/** Everything that a command may know of the outside world; only cli.ts makes one of the real process. */
export interface Terminal {
  /** Writes data. */
  stdout(text: string): void;
  /** Writes progress and notes. */
  stderr(text: string): void;
  /** Whether stdout is a terminal that people look at, and how wide it is. */
  isTTY: boolean;
  /** Whether stderr is one. */
  progressIsTTY: boolean;
  columns: number | undefined;
  /**
   * Opens a conversation, to be closed again, or the program never ends. Absent where nobody can be asked: stdin or stdout is
   * no terminal.
   */
  converse?: (() => Promise<Conversation>) | undefined;
  /** Whether stdout takes ANSI colours (NO_COLOR and FORCE_COLOR are honoured). */
  colour: boolean;
  env: Readonly<Record<string, string | undefined>>;
  /** Folder that relative paths start from. */
  cwd: string;
  /** Milliseconds since the epoch: the instant a live audit is taken at. */
  now(): number;
  /** Aborted by Ctrl-C and SIGTERM. */
  signal: AbortSignal;
}

/** Characters that a line of text may take: a terminal's width up to 120, and 80 where nobody looks. */
export function textWidth({ isTTY, columns }: Terminal): number {
  return isTTY && columns ? Math.min(columns, 120) : 80;
}
