import type { Progress } from '../collectors/aws/collect.ts';
import type { Terminal } from './terminal.ts';

const everyMs = { terminal: 100, log: 10_000 };

/** Tells on stderr how far a long read is: one line that changes on a terminal, a line now and then elsewhere. */
export function showProgress(terminal: Terminal): { report(progress: Progress): void; end(): void } {
  const started = terminal.now();
  let last = started;
  let shown = false;
  return {
    report({ region, api, calls }) {
      const now = terminal.now();
      if (now - last < (terminal.progressIsTTY ? everyMs.terminal : everyMs.log)) return;
      last = now;
      const line = `headroom: ${calls} calls in ${Math.round((now - started) / 1000)} s, now ${api} in ${region}`;
      terminal.stderr(terminal.progressIsTTY ? `\r\u001b[K${line}` : `${line}\n`);
      shown = terminal.progressIsTTY;
    },
    end() {
      if (shown) terminal.stderr('\r\u001b[K');
    },
  };
}
