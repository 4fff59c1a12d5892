// Bundles the command line: code-split, so that SDK clients load only when a collector needs them. The rules and prices that ship
// are checked here and kept as JSON, which loads in a hundredth of the time that their YAML takes.
import { chmod, cp, rm, writeFile } from 'node:fs/promises';
import { build } from 'esbuild';
import { checkRule } from '../src/evaluator/vocabulary.ts';
import { loadPrices } from '../src/loaders/prices.ts';
import { loadRules } from '../src/loaders/rules.ts';

await rm('dist', { recursive: true, force: true });
await build({
  entryPoints: { cli: 'src/cli.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  // The SDK's CommonJS entry would turn lazily loaded clients into default-only exports.
  mainFields: ['module', 'main'],
  chunkNames: 'chunks/[name]-[hash]',
  minifySyntax: true,
  legalComments: 'none',
  // Some dependencies are CommonJS and call require() for Node's own modules.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);",
  },
  logLevel: 'warning',
});
await writeFile('dist/rules.json', JSON.stringify(loadRules(['rules'], checkRule)));
await writeFile('dist/prices.json', JSON.stringify(loadPrices('prices/prices.yaml')));
await cp('rules', 'dist/rules', { recursive: true });
await cp('examples', 'dist/examples', { recursive: true });
await chmod('dist/cli.js', 0o755);
