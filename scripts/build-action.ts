// Bundles the GitHub Action into one file that is committed, since a runner installs nothing: the command line, the SDK clients,
// rules and prices. `--check` builds it again and fails where the committed file is another.
import { readFileSync, writeFileSync } from 'node:fs';
import { build, type Plugin } from 'esbuild';
import { checkRule } from '../src/evaluator/vocabulary.ts';
import { loadPrices } from '../src/loaders/prices.ts';
import { loadRules } from '../src/loaders/rules.ts';

const file = 'action/headroom.mjs';
const licences = 'action/LICENSES.txt';

const noDemo = `
  import { UsageError } from '../model/usage-error.ts';
  export const demo = () => { throw new UsageError('this file holds no demo account: run npm ci && npm run build'); };
`;

/** Rules and prices as checked here, in place of `embedded: null`; and no sandbox, which the demo alone needs. */
const embed: Plugin = {
  name: 'embed',
  setup({ onLoad }) {
    onLoad({ filter: /src[\\/]commands[\\/]demo\.ts$/ }, () => ({ contents: noDemo, loader: 'ts' }));
    onLoad({ filter: /src[\\/]commands[\\/]embedded\.ts$/ }, () => {
      const data = { rules: loadRules(['rules'], checkRule), prices: loadPrices('prices/prices.yaml') };
      // Text that is parsed when it is asked for: as an expression it would be compiled in every run.
      return { contents: `export const embedded = JSON.parse(${JSON.stringify(JSON.stringify(data))});`, loader: 'js' };
    });
  },
};

async function bundle(): Promise<{ text: string; packages: string[] }> {
  const { outputFiles, metafile } = await build({
    entryPoints: ['src/action/main.ts'],
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    mainFields: ['module', 'main'],
    minify: true,
    legalComments: 'none',
    charset: 'utf8',
    outfile: file,
    plugins: [embed],
    banner: {
      js: "// Built by npm run build:action from src/action/main.ts; LICENSES.txt holds the licences of what is in it.\nimport { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
  const inside = Object.keys(metafile.inputs).flatMap((path) => {
    const [, name] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path) ?? [];
    return name === undefined
      ? []
      : [`${path.slice(0, path.lastIndexOf(`node_modules/${name}/`))}node_modules/${name}`];
  });
  return { text: outputFiles[0]?.text ?? '', packages: [...new Set(inside)].sort() };
}

/** Name, version and licence of each package in the bundle, and the texts of their licences, each once. */
function licencesOf(folders: readonly string[]): string {
  const texts = new Map<string, string[]>();
  for (const folder of folders) {
    const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as Record<
      string,
      string
    >;
    const text = licenceText(folder);
    texts.set(text, [...(texts.get(text) ?? []), `${name} ${version} (${license ?? 'see its text'})`]);
  }
  const parts = [...texts].map(([text, names]) => `${[...new Set(names)].sort().join('\n')}\n\n${text}`);
  return `${parts.sort().join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

function licenceText(folder: string): string {
  for (const name of ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'LICENCE', 'license', 'LICENSE-MIT']) {
    try {
      return readFileSync(`${folder}/${name}`, 'utf8').replace(/\r\n/g, '\n').trim();
    } catch {
      // The next name.
    }
  }
  return '(no licence file in the package)';
}

const { text, packages } = await bundle();
const wanted = new Map([
  [file, text],
  [licences, licencesOf(packages)],
]);
const isCheck = process.argv.includes('--check');
for (const [path, content] of wanted) {
  if (!isCheck) {
    writeFileSync(path, content);
    process.stdout.write(`${path}: ${Math.round(content.length / 1024)} KiB\n`);
  } else if (readOrNull(path) !== content) {
    process.stderr.write(`${path} is not what the sources give: run npm run build:action and commit it\n`);
    process.exitCode = 1;
  }
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
