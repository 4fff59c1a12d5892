import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser';
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { describe, expect, it } from 'vitest';
import { version } from '../src/model/tool.ts';
import { kinds } from '../src/resources/index.ts';

const root = join(import.meta.dirname, '..');

/** Every source file by its path from the root. */
const sources: [path: string, text: string][] = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .sort()
  .map((path) => [`src/${path}`, readFileSync(join(root, 'src', path), 'utf8')]);

async function cruiseSources(baseDir: string): Promise<ICruiseResult> {
  const options: ICruiseOptions = await extractOptions(join(root, '.dependency-cruiser.mjs'));
  const { output } = await cruise(['src'], { ...options, baseDir, validate: true }, undefined, {
    tsConfig: extractTsConfig(join(root, 'tsconfig.json')),
  });
  if (typeof output === 'string') throw new Error(output);
  return output;
}

describe('the arrows between folders', () => {
  it('hold, over every source file', async () => {
    const { modules, summary } = await cruiseSources(root);

    const violations = summary.violations.map((one) => `${one.rule.name}: ${one.from} imports ${one.to}`);
    expect(violations).toEqual([]);
    // A tool that cannot read TypeScript would find no module and no violation.
    const read = modules.map((module) => module.source).filter((source) => source.startsWith('src/'));
    expect(read.sort()).toEqual(sources.map(([path]) => path));
    const imported = modules.find((module) => module.source === 'src/cli.ts')?.dependencies ?? [];
    expect(imported.map((one) => one.resolved)).toContain('src/commands/program.ts');
  });

  it.each([
    ['reporters-know-the-report', 'src/reporters/a.ts', '../evaluator/b.ts', 'src/evaluator/b.ts'],
    ['evaluator-is-pure', 'src/evaluator/a.ts', '../collectors/b.ts', 'src/collectors/b.ts'],
    ['collectors-know-resources', 'src/collectors/a.ts', '../evaluator/b.ts', 'src/evaluator/b.ts'],
    ['model-is-the-root', 'src/model/a.ts', '../resources/b.ts', 'src/resources/b.ts'],
    ['schedules-know-time-alone', 'src/schedules/a.ts', '../model/b.ts', 'src/model/b.ts'],
    ['resources-know-model', 'src/resources/a.ts', '../loaders/b.ts', 'src/loaders/b.ts'],
    ['loaders-know-model', 'src/loaders/a.ts', '../evaluator/b.ts', 'src/evaluator/b.ts'],
    ['sandbox-stands-alone', 'src/sandbox/a.ts', '../model/b.ts', 'src/model/b.ts'],
    ['commands-wire', 'src/commands/a.ts', '../cli.ts', 'src/cli.ts'],
    ['only-collectors-and-sandbox-import-the-sdk', 'src/commands/a.ts', '@aws-sdk/client-ecs', null],
    ['no-tests-in-product', 'src/commands/a.ts', '../../test/b.ts', 'test/b.ts'],
    ['files-are-touched-by-few', 'src/evaluator/a.ts', 'node:fs', null],
    ['no-circles', 'src/model/a.ts', './b.ts', 'src/model/b.ts'],
  ])('%s is a rule that finds its violation', async (rule, from, specifier, to) => {
    const files = { [from]: `import '${specifier}';\n` };
    if (to) files[to] = rule === 'no-circles' ? "import './a.ts';\n" : 'export {};\n';

    const found = await violationsIn(files);

    expect(found).toContain(rule);
  });
});

async function violationsIn(files: Record<string, string>): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-arrows-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return (await cruiseSources(folder)).summary.violations.map((one) => one.rule.name);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('what each part may not do', () => {
  const wholeFolders = (...folders: string[]) => new RegExp(`^src/(${folders.join('|')})/`);
  const tongues = /toLocale|localeCompare|Intl\.(?!supportedValuesOf)/;
  const clock = /Date\.now|new Date\(\)|DateTime\.(now|local|utc)\(|performance\.now|setTimeout|setInterval/;

  it.each<[string, RegExp, RegExp]>([
    ['only what starts it knows the process', /^src\/(?!(?:cli|process|action\/main)\.ts)/, /\bprocess\.\w/],
    ['nothing prints', /^src\//, /\bconsole\.(log|error|warn|info|debug)/],
    [
      'what judges and reports has no clock',
      wholeFolders('model', 'resources', 'evaluator', 'reporters', 'loaders'),
      clock,
    ],
    ['nothing depends on the locale', /^src\//, tongues],
    [
      'what judges and reports has no chance in it',
      wholeFolders('model', 'resources', 'evaluator', 'reporters'),
      /Math\.random|randomUUID|randomBytes/,
    ],
    [
      'what judges and reports sends nothing',
      wholeFolders('model', 'resources', 'evaluator', 'reporters', 'loaders'),
      /node:(net|http|https|dns|tls|child_process)|\bfetch\(/,
    ],
    ['there are no enums', /^src\//, /^\s*(export )?(const )?enum /m],
  ])('%s', (_, where, forbidden) => {
    const places = sources
      .filter(([path]) => where.test(path))
      .flatMap(([path, text]) =>
        text
          .split('\n')
          .flatMap((line, index) => (forbidden.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
      );
    expect(places).toEqual([]);
  });
});

describe('the layout', () => {
  it('has a resource kind in the registry for each file, under the name of the file', () => {
    const files = readdirSync(join(root, 'src/resources'))
      .filter((name) => name.endsWith('.ts') && name !== 'index.ts' && name !== 'kind.ts')
      .map((name) => name.replace(/\.ts$/, ''));
    expect(kinds.map((kind) => kind.kind)).toEqual(files.sort());
  });

  it.each(kinds.map((kind) => [kind.kind, kind] as const))('%s has an example that fits its schema', (_, kind) => {
    expect(kind.attributes.parse(kind.example.attributes)).toEqual(kind.example.attributes);
    expect(kind.observed.parse(kind.example.observed)).toEqual(kind.example.observed);
    expect(kind.key(kind.example.attributes)).not.toBe('');
    for (const [name, schema] of Object.entries({ ...kind.attributes.shape, ...kind.observed.shape })) {
      expect((schema as { description?: string }).description, `${kind.kind}.${name} lacks a description`).toMatch(
        /^\S.*$/,
      );
    }
  });

  it('names files in kebab-case', () => {
    const odd = sources.map(([path]) => path).filter((path) => !/^src\/([a-z0-9-]+\/)*[a-z0-9-]+\.ts$/.test(path));
    expect(odd).toEqual([]);
  });

  it('keeps every file under 250 lines: beyond that, look for the second concept in it', () => {
    const long = sources
      .map(([path, text]) => ({ path, lines: text.split('\n').length - 1 }))
      .filter(({ lines }) => lines > 250);
    expect(long).toEqual([]);
  });
});

describe('the package', () => {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    version: string;
    dependencies: Record<string, string>;
    devDependencies: Record<string, string>;
  };

  it('has the version that the program tells', () => {
    expect(version).toBe(manifest.version);
  });

  it('is described in the changelog', () => {
    expect(readFileSync(join(root, 'CHANGELOG.md'), 'utf8')).toContain(`## ${manifest.version}`);
  });

  it('says in docs/dependencies.md why each dependency is there, and names no other', () => {
    const rows = readFileSync(join(root, 'docs/dependencies.md'), 'utf8').matchAll(/^\| (`[^|]+`) \|/gm);
    const listed = [...rows].flatMap(([, cell = '']) => cell.split(', ').map((name) => name.replaceAll('`', '')));
    const patterns = listed.filter((name) => name.includes('*')).map((name) => name.slice(0, name.indexOf('*')));
    const names = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)];
    const explained = (name: string) => listed.includes(name) || patterns.some((start) => name.startsWith(start));
    expect(names.filter((name) => !explained(name))).toEqual([]);
    const mentioned = listed.filter((name) => !name.includes('*'));
    expect(mentioned.filter((name) => !names.includes(name))).toEqual([]);
  });

  it('pins every dependency to one version', () => {
    const versions = Object.values({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(versions.filter((text) => !/^\d+\.\d+\.\d+$/.test(text))).toEqual([]);
  });

  it('is imported by its sources alone: each dependency is used', () => {
    const text = sources.map(([, source]) => source).join('\n');
    const unused = Object.keys(manifest.dependencies).filter((name) => !text.includes(`'${name}`));
    expect(unused).toEqual([]);
  });
});
