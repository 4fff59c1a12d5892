// Writes the scaffold of a rule: npm run new-rule -- <group>/<id> <subject kind>
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { subjectKinds } from '../src/evaluator/subjects.ts';
import { nameHint } from '../src/model/nearest-name.ts';

const root = join(import.meta.dirname, '..');
const usage = 'usage: npm run new-rule -- <group>/<id> <subject kind>, such as ecs/ecs-near-max ecs-service';

/** A rule file in which everything is to be filled in; the loader refuses it while a TODO is left. */
export function scaffold(id: string, kind: string): string {
  return `id: ${id}
title: TODO the problem as a short statement, without a full stop
severity: medium # or { default: medium, escalate: [{ when: …, to: high }] }
subject: ${kind} # its facts: docs/facts.md#${kind}
rationale: >-
  TODO what happens to users, in two or three sentences, with the number.
parameters: # leave out when there is none
  limit: { default: 0, unit: seconds, description: TODO what the number means. }
when: # where the rule applies; leave out when it applies to every subject
  all:
    - { fact: TODO, operator: equal, value: TODO }
require: # what must hold
  all:
    - { fact: TODO, operator: lessThanInclusive, value: { fact: param.limit } }
message: "TODO {name} …: what was observed, and what was expected."
remediation:
  summary: TODO what to do, starting with a verb.
  commands: # argument arrays; --region is added
    - [aws, TODO]
  undo:
    - [aws, TODO]
  caveats:
    - TODO what to know before running the commands.
references:
  - https://docs.aws.amazon.com/TODO
examples: # merged over the example of the kind in src/resources
  pass:
    - { name: TODO what the example shows, attributes: {} }
  fail: # every clause of require is false in at least one of them
    - { name: TODO what the example shows, attributes: {}, message: "TODO the whole sentence" }
  unknown:
    - { name: TODO a value that decides was not readable, unread: {} }
  not-applicable:
    - { name: TODO where the rule does not apply, attributes: {} }
`;
}

function main(args: readonly string[]): string {
  const [, group, id] = /^([a-z][a-z0-9-]*)\/([a-z][a-z0-9]*(?:-[a-z0-9]+)*)$/.exec(args[0] ?? '') ?? [];
  const kind = args[1];
  if (!group || !id || !kind || args.length > 2) throw new Error(usage);
  if (!subjectKinds.has(kind)) throw new Error(`unknown kind "${kind}"${nameHint(kind, [...subjectKinds.keys()])}`);
  const taken = readdirSync(join(root, 'rules'), { recursive: true, encoding: 'utf8' }).find((path) =>
    path.endsWith(`/${id}.yaml`),
  );
  if (taken) throw new Error(`rule ${id} exists already in rules/${taken}`);
  const path = `rules/${group}/${id}.yaml`;
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), scaffold(id, kind));
  return path;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const path = main(process.argv.slice(2));
    process.stdout.write(`${path} is yours to fill in. Then: npm run headroom -- rules test && npm run generate\n`);
  } catch (error) {
    process.stderr.write(`new-rule: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  }
}
