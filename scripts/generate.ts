// Writes the files and README blocks that are made from the sources; with --check, compares and writes nothing.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkRule } from '../src/evaluator/vocabulary.ts';
import { loadRuleFiles } from '../src/loaders/rules.ts';
import { compareText } from '../src/model/snapshot.ts';
import { UsageError } from '../src/model/usage-error.ts';
import { factsPage } from './generate/facts-page.ts';
import { lessonsPage, loadRunbooks } from './generate/lessons.ts';
import { pricesPage } from './generate/prices-page.ts';
import { readmeText } from './generate/readme.ts';
import { resourcesPage } from './generate/resources-page.ts';
import { revertPage } from './generate/revert-page.ts';
import { rulePage } from './generate/rule-page.ts';
import { ruleIndex } from './generate/rule-table.ts';
import { schemaTexts } from './generate/schemas.ts';

const root = join(import.meta.dirname, '..');

/** Folders in which every file is generated. */
const ownedFolders = ['docs/rules', 'docs/schema'];

/** Command that mends whatever the check finds. */
export const mend = 'npm run generate';

/** Every generated file by its path from the root, as it should read. */
export async function render(): Promise<Map<string, string>> {
  const files = loadRuleFiles([join(root, 'rules')], checkRule);
  const rules = files.map(({ rule }) => rule);
  const texts = new Map<string, string>();
  for (const rule of rules) texts.set(`docs/rules/${rule.id}.md`, await rulePage(rule));
  texts.set('docs/rules/README.md', ruleIndex(files));
  texts.set('docs/facts.md', factsPage());
  texts.set('docs/lessons.md', lessonsPage(loadRunbooks(join(root, 'lessons')), rules));
  texts.set('docs/prices.md', pricesPage(root));
  texts.set('docs/resources.md', await resourcesPage(join(root, 'src/resources')));
  for (const [name, text] of schemaTexts()) texts.set(`docs/schema/${name}.schema.json`, text);
  texts.set('docs/revert.md', await revertPage(readFileSync(join(root, 'docs/revert.md'), 'utf8')));
  texts.set('README.md', await readmeText(readFileSync(join(root, 'README.md'), 'utf8'), files));
  return texts;
}

/** What differs between the texts and the files on disk, one line each; empty when all is fresh. */
export function staleFiles(texts: ReadonlyMap<string, string>): string[] {
  const changed = [...texts].flatMap(([path, text]) => {
    const file = join(root, path);
    if (!existsSync(file)) return [`${path} is missing`];
    return readFileSync(file, 'utf8') === text ? [] : [`${path} is not what its sources say`];
  });
  return [...changed, ...extraFiles(texts).map((path) => `${path} has no source any more`)].sort(compareText);
}

function extraFiles(texts: ReadonlyMap<string, string>): string[] {
  return ownedFolders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`))
    .filter((path) => !texts.has(path));
}

function write(texts: ReadonlyMap<string, string>): void {
  for (const path of extraFiles(texts)) rmSync(join(root, path), { recursive: true });
  for (const [path, text] of texts) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

async function main(): Promise<number> {
  const texts = await render();
  const stale = staleFiles(texts);
  if (!process.argv.includes('--check')) {
    write(texts);
    process.stdout.write(`${texts.size} generated files, ${stale.length} changed\n`);
    return 0;
  }
  if (stale.length === 0) {
    process.stdout.write(`${texts.size} generated files are fresh\n`);
    return 0;
  }
  process.stderr.write(`${stale.join('\n')}\nMend with: ${mend}\n`);
  return 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = await main().catch((error: unknown) => {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`generate: ${error.message}\n`);
    return 2;
  });
}
