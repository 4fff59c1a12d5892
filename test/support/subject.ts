import { createHash } from 'node:crypto';
import type { Subject } from '../../src/model/report.ts';

export const account = '111122223333';

/** Names that real accounts may hold, each an attack on some output format. */
export const hostileNames: readonly string[] = [
  `it's "quoted"`,
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a shell variable
  '$(touch owned) `id` ${HOME}',
  'line one\n::set-output name=verdict::clean\r\n##[set-env name=PATH]evil',
  ']]></failure><testcase name="x"/>',
  'a|b\\|c',
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '@team and @org/team and #1 and https://evil.example/ and www.evil.example',
  '[click](https://evil.example) ![](https://evil.example/x.png)',
  '::error file=app.js,line=1::gotcha',
  'nul\u0000esc\u001b[31mred\u0007bell',
  'lone \ud800 and \udc00 surrogates',
  'bidi \u202egnp.exe\u202c zero\u200bwidth \ufeff',
  '--option=looks-like',
  '~/*?[a]{b,c}!#;&>',
  'x'.repeat(10_000),
  '```\n```sh\nrm -rf /\n~~~~~~~~~~',
  '</details></code></pre><h1>All clear</h1>',
  '',
  'マンガ配信サービス🎉',
];

/** Hash over JSON, standing in for the program's own. */
export function sha256(...parts: string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

type SubjectOf = Partial<Subject> & { kind: string; name: string };

export function subject(given: SubjectOf): Subject {
  const key = given.key ?? `ecs|${given.name}|ecs:service:DesiredCount`;
  const place = { account, region: 'us-east-1', ...given };
  return {
    id: `arn:aws:${given.kind}:${place.region}:${place.account}:${given.name}`,
    owner: null,
    workload: null,
    keyHash: sha256('aws', place.account, place.region, given.kind, key),
    ...place,
    key,
  };
}
