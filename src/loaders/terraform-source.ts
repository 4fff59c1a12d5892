import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { readText, refusal } from './read-text.ts';

/** One file of Terraform's configuration. */
export interface SourceFile {
  /** Folder relative to the source folder, with forward slashes; empty for the folder itself. */
  folder: string;
  /** Path as reports show it: relative to where the command runs. */
  path: string;
  text: string;
}

const maxBytes = 5_000_000;
const maxFiles = 10_000;

/** The *.tf files of a folder and those below it; what Terraform downloads is left out. */
export function loadTerraformSource(root: string, cwd: string): SourceFile[] {
  const files: SourceFile[] = [];
  const walk = (folder: string) => {
    for (const entry of entriesOf(folder, root)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules') walk(path);
      if (!entry.isFile() || !entry.name.endsWith('.tf')) continue;
      if (files.length === maxFiles)
        throw refusal(root, `holds more than ${maxFiles} *.tf files; name a folder further down`);
      files.push({
        folder: slashes(relative(root, folder)),
        path: slashes(relative(cwd, path)),
        text: readText(path, 'configuration', maxBytes),
      });
    }
  };
  walk(root);
  return files;
}

function entriesOf(folder: string, root: string) {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    throw refusal(root, 'cannot read this folder; expected the configuration that the plan was made of');
  }
}

const slashes = (path: string) => path.replaceAll('\\', '/');
