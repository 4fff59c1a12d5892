import { onTestFinished } from 'vitest';
import { type AccountInput, type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/sandbox.ts';
import { accountWith, clientsFor } from './clients.ts';

type Region = NonNullable<AccountInput['regions']>[string];

/** Serves one region for the length of a test. Every answer must be one that AWS could give, unless the test looks at `problems` itself. */
export async function serve(
  region: Region,
  options: Partial<SandboxOptions> & { rest?: Partial<AccountInput>; mayFail?: boolean } = {},
) {
  const { rest, mayFail, ...others } = options;
  const sandbox: Sandbox = await startSandbox({ accounts: accountWith(region, rest), ...others });
  onTestFinished(async () => {
    await sandbox.close();
    if (!mayFail && sandbox.problems.length > 0) throw new Error(sandbox.problems.join('\n'));
  });
  return { sandbox, ...clientsFor(sandbox.url) };
}

/** Names `prefix-0000`, `prefix-0001` and so on. */
export function names(prefix: string, howMany: number): string[] {
  return Array.from({ length: howMany }, (_, index) => `${prefix}-${String(index).padStart(4, '0')}`);
}

/** The sizes of a listing's pages, and all items. */
export async function pagesOf<Page, Entry>(pages: AsyncIterable<Page>, read: (page: Page) => Entry[] | undefined) {
  const sizes: number[] = [];
  const items: Entry[] = [];
  for await (const page of pages) {
    const entries = read(page) ?? [];
    sizes.push(entries.length);
    items.push(...entries);
  }
  return { sizes, items };
}
