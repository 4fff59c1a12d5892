import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The first Chromium on PATH, or the one of HEADROOM_CHROMIUM; null where there is none. */
export function findChromium(): string | null {
  const candidates = process.env.HEADROOM_CHROMIUM ? [process.env.HEADROOM_CHROMIUM] : names;
  for (const name of candidates) {
    try {
      execFileSync(name, ['--version'], { stdio: 'ignore' });
      return name;
    } catch {
      // Not this one.
    }
  }
  return null;
}

type Params = Record<string, unknown>;
interface Message {
  id?: number;
  method?: string;
  params?: Params;
  result?: Params;
  error?: { message: string };
  sessionId?: string;
}

/** One page of a browser that is driven over its DevTools protocol. */
export interface Page {
  /** Loads a file at a width; resolves once it is loaded. */
  open(path: string, width: number): Promise<void>;
  /** Shows pages as on paper, or in a colour scheme, from now on; as on a screen, in the light one, where nothing is said. */
  show(how: { media?: 'print'; scheme?: 'light' | 'dark' }): Promise<void>;
  /** The value of an expression in the page. */
  evaluate<T>(expression: string): Promise<T>;
  /** Addresses that the page asked for since the last `open`, itself left out. */
  readonly requests: string[];
  /** Console messages, exceptions, dialogs and violations of the content security policy since the last `open`. */
  readonly complaints: string[];
  close(): Promise<void>;
}

/** Starts a headless Chromium with an empty profile. https://chromedevtools.github.io/devtools-protocol/ */
export async function startChromium(name: string): Promise<Page> {
  const profile = mkdtempSync(join(tmpdir(), 'headroom-chromium-'));
  const flags = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-dev-shm-usage',
  ];
  const child = spawn(name, [...flags, '--remote-debugging-pipe', `--user-data-dir=${profile}`], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  const requests: string[] = [];
  const complaints: string[] = [];
  const waiting = new Set<() => void>();
  const send = connect(child, ({ method, params = {} }) => {
    if (method === 'Network.requestWillBeSent') requests.push((params.request as { url: string }).url);
    if (method === 'Page.loadEventFired') for (const done of waiting) done();
    if (
      /^(Log\.entryAdded|Runtime\.(consoleAPICalled|exceptionThrown)|Page\.javascriptDialogOpening)$/.test(method ?? '')
    )
      complaints.push(JSON.stringify(params));
  });
  const { targetId } = await send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
  const ask = (method: string, params: Params = {}) => send(method, params, sessionId as string);
  for (const domain of ['Page', 'Network', 'Log', 'Runtime']) await ask(`${domain}.enable`);
  return {
    requests,
    complaints,
    async open(path, width) {
      await ask('Emulation.setDeviceMetricsOverride', {
        width,
        height: 900,
        deviceScaleFactor: 1,
        mobile: width < 600,
      });
      requests.length = 0;
      complaints.length = 0;
      const url = `file://${path}`;
      const loaded = new Promise<void>((done) => waiting.add(done));
      await ask('Page.navigate', { url });
      await loaded;
      waiting.clear();
      requests.splice(0, requests.length, ...requests.filter((asked) => asked !== url));
    },
    async show({ media, scheme = 'light' }: { media?: 'print'; scheme?: 'light' | 'dark' }) {
      await ask('Emulation.setEmulatedMedia', {
        media: media ?? '',
        features: [{ name: 'prefers-color-scheme', value: scheme }],
      });
    },
    async evaluate<T>(expression: string) {
      const { result } = await ask('Runtime.evaluate', { expression, returnByValue: true });
      return (result as { value: T }).value;
    },
    async close() {
      const gone = new Promise((done) => child.once('exit', done));
      child.kill('SIGKILL');
      await gone;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Messages travel as JSON, each ended by NUL, on the descriptors 3 and 4. */
function connect(child: ChildProcess, onEvent: (message: Message) => void) {
  const [, , , toBrowser, fromBrowser] = child.stdio as unknown as [null, null, null, Writable, Readable];
  const pending = new Map<number, { resolve: (result: Params) => void; reject: (error: Error) => void }>();
  let last = 0;
  let rest = '';
  fromBrowser.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\0');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      const message = JSON.parse(part) as Message;
      const asked = message.id === undefined ? undefined : pending.get(message.id);
      if (!asked) onEvent(message);
      else if (message.error) asked.reject(new Error(message.error.message));
      else asked.resolve(message.result ?? {});
    }
  });
  child.on('exit', (code) => {
    for (const { reject } of pending.values()) reject(new Error(`Chromium ended with ${code}`));
  });
  return (method: string, params: Params = {}, sessionId?: string) =>
    new Promise<Params>((resolve, reject) => {
      last += 1;
      pending.set(last, { resolve, reject });
      toBrowser.write(`${JSON.stringify({ id: last, method, params, sessionId })}\0`);
    });
}
