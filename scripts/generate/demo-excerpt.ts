import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demo } from '../../src/commands/demo.ts';

const longestHead = 32;

/** Beginning and end of what `headroom demo` prints: the gravest findings, and the verdict. */
export async function demoExcerpt(): Promise<string> {
  const { text } = await demoRun();
  // The last paragraph of a report is its verdict; what follows speaks of the demo itself.
  const report = text.slice(0, text.indexOf('\nEvery format is in ')).trimEnd();
  const paragraphs = report.split(/\n{2,}/);
  const verdict = paragraphs.pop() ?? '';
  const head: string[] = [];
  for (const paragraph of paragraphs) {
    if (head.length > 0 && lines([...head, paragraph]) > longestHead) break;
    head.push(paragraph);
  }
  // A heading without anything below it says nothing.
  while (head.length > 1 && lines(head.slice(-1)) === 1) head.pop();
  const cut = head.length < paragraphs.length ? ['[…]'] : [];
  return [...head, ...cut, verdict].join('\n\n');
}

function lines(paragraphs: readonly string[]): number {
  return paragraphs.join('\n\n').split('\n').length;
}

export interface DemoRun {
  /** What it prints. */
  text: string;
  /** The snapshot that it writes. */
  snapshot: string;
}

let ran: Promise<DemoRun> | undefined;

/** The demo as it runs where nobody looks on: no colours, no environment, 80 columns. Run once, however many pages quote it. */
export function demoRun(): Promise<DemoRun> {
  ran ??= runDemo();
  return ran;
}

async function runDemo(): Promise<DemoRun> {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-demo-'));
  let out = '';
  let errors = '';
  try {
    const code = await demo(
      { output: folder },
      {
        stdout: (text) => {
          out += text;
        },
        stderr: (text) => {
          errors += text;
        },
        isTTY: false,
        progressIsTTY: false,
        columns: undefined,
        colour: false,
        env: {},
        cwd: folder,
        now: () => 0,
        signal: new AbortController().signal,
      },
    );
    if (code !== 0) throw new Error(`the demo ended with ${code}: ${errors}`);
    return { text: out, snapshot: readFileSync(join(folder, 'snapshot.json'), 'utf8') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
