import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reporter } from '../../src/reporters/html.ts';
import { renderText } from '../../src/reporters/reporter.ts';
import { change, event, exampleDrift, exampleOverrides, override, target } from '../support/chapters.ts';
import { exampleReport, failing, reportOf, subject } from '../support/report.ts';
import { hostileText } from './hostile-text.ts';

/** Tags that the page makes itself, with the attributes that it gives them. */
const ownTag =
  /<!doctype html>|<\/?(html|head|body|header|main|footer|article|details|summary|h1|h2|h3|p|ul|li|code|pre|span|small|a|title|meta|style)( [a-z-]+="[^"<>]*"| open)*>/g;

function withoutOwnTags(html: string): string {
  return html.replace(/<style>[^<]*<\/style>/, '').replace(ownTag, '');
}

test('holds no tag, handler or address that a name brought in', () => {
  const html = renderText(reporter, exampleReport());
  expect(withoutOwnTags(html)).not.toMatch(/[<>]/);
  const addresses = Array.from(html.matchAll(/(?:href|src)="([^"]*)"/g), ([, url]) => url);
  expect(addresses.every((url) => url === '#not-seen' || url?.startsWith('https://docs.aws.amazon.com/'))).toBe(true);
});

test('needs nothing else and forbids scripts', () => {
  const html = renderText(reporter, exampleReport());
  expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline';`);
  expect(html).not.toMatch(/<script|<img|<link|<iframe|@import|url\(/);
  expect(html).toContain('name="viewport"');
  expect(html).toContain('prefers-color-scheme: dark');
});

test('each opened element is closed in order', () => {
  const open: string[] = [];
  for (const [, slash, name] of renderText(reporter, exampleReport()).matchAll(/<(\/?)([a-z]+\d?)[^>]*>/g)) {
    if (name === 'meta') continue;
    if (slash) expect(open.pop()).toBe(name);
    else open.push(name as string);
  }
  expect(open).toEqual([]);
});

test('any name and owner stay text', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const on = subject({ kind: 'ecs-service', name: text, owner: text, workload: text, account: text });
      const html = renderText(reporter, reportOf([failing('ecs-near-max', 'high', on, { notes: [text] })]));
      expect(withoutOwnTags(html)).not.toMatch(/[<>]/);
    }),
    { numRuns: 300 },
  );
});

test('anything in events, overrides and drift stays text', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const on = subject({ kind: text, name: text, owner: text, workload: text, account: text, region: text });
      const remediation = { summary: text, commands: [['aws', text]], undo: [['aws', text]], caveats: [text] };
      const targets = [target({ subject: on, value: text, needed: text, now: [text], why: text })];
      const html = renderText(
        reporter,
        reportOf([], {
          events: [event({ id: text, title: text, owner: text, start: text, why: [text], targets })],
          overrides: {
            ...exampleOverrides(),
            entries: [
              override({ subject: on, value: text, by: text, tag: text, since: text, group: text, remediation }),
            ],
          },
          drift: {
            ...exampleDrift(),
            changes: [change({ subject: on, attribute: text, before: text, by: text, why: text, remediation })],
          },
        }),
      );
      expect(withoutOwnTags(html)).not.toMatch(/[<>]/);
    }),
    { numRuns: 300 },
  );
});
