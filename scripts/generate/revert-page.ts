import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { revert } from '../../src/commands/revert.ts';
import { demoRun } from './demo-excerpt.ts';
import { fenced } from './markdown.ts';
import { replaceBlock } from './readme.ts';

const example = join(import.meta.dirname, '../../examples/mangaassist');

/** docs/revert.md with what the command prints for the demo account. */
export async function revertPage(current: string): Promise<string> {
  const script = await revertScript();
  const head = script.slice(0, script.indexOf('\nset -euo pipefail'));
  const steps = script.split(/^ {2}# -{20,}$/m).slice(1);
  const lowering = steps.find((step) => /: Lower minCapacity/.test(step));
  const blocked = steps.find((step) => /BLOCKED/.test(step) && /delete-provisioned/.test(step));
  if (!lowering || !blocked) throw new Error('the demo account has no minimum to lower, or no throughput to give back');
  const text = [head, lowering, blocked.replace(/\n}[\s\S]*$/, '')].map((part) => part.replace(/^\n+|\s+$/g, ''));
  return replaceBlock(current, 'revert-script', fenced('bash', text.join('\n\n[…]\n\n')));
}

async function revertScript(): Promise<string> {
  const { snapshot } = await demoRun();
  const folder = mkdtempSync(join(tmpdir(), 'headroom-revert-'));
  let out = '';
  try {
    writeFileSync(join(folder, 'snapshot.json'), snapshot);
    await revert(
      { snapshot: 'snapshot.json', policy: join(example, 'headroom.yaml'), events: join(example, 'events.yaml') },
      {
        stdout: (text) => {
          out += text;
        },
        stderr: () => {},
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
    return out;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
