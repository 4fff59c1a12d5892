import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A running moto server. */
export interface Moto {
  /** Its address, for AWS_ENDPOINT_URL. */
  url: string;
  /** Empty folder of this server, removed when it stops. */
  folder: string;
  /** POSTs to moto's own API, such as reset-auth. */
  control(path: string, body?: string): Promise<void>;
  /** Result of `work`, and the operations that moto was asked for meanwhile, in the order in which they came. */
  record<T>(work: () => Promise<T>): Promise<{ result: T; operations: string[] }>;
  stop(): Promise<void>;
}

/** Longest wait for the server, which takes about a second. */
const patienceMs = 60_000;

/** Starts moto on a port that the system chooses, and waits until it answers. */
export async function startMoto(python: string): Promise<Moto> {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-moto-'));
  const recording = join(folder, 'recording');
  const server = spawn(python, ['-m', 'moto.server', '-H', '127.0.0.1', '-p', '0'], {
    cwd: folder,
    env: { PATH: process.env.PATH, MOTO_RECORDER_FILEPATH: recording, PYTHONUNBUFFERED: '1' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const kill = () => void server.kill('SIGKILL');
  process.once('exit', kill);
  const url = await address(server);
  const control = async (path: string, body = '') => {
    const answer = await fetch(`${url}/moto-api/${path}`, { method: 'POST', body });
    if (!answer.ok) throw new Error(`moto-api/${path}: HTTP ${answer.status}`);
  };
  return {
    url,
    folder,
    control,
    async record(work) {
      await control('recorder/reset-recording');
      await control('recorder/start-recording');
      const result = await work();
      await control('recorder/stop-recording');
      return { result, operations: readFileSync(recording, 'utf8').trim().split('\n').map(operationOf) };
    },
    async stop() {
      const ended = new Promise((resolve) => server.once('close', resolve));
      kill();
      process.off('exit', kill);
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The address that the server says it listens on. */
function address(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const fail = (why: string) => {
      server.kill('SIGKILL');
      reject(new Error(`moto ${why}:\n${said}`));
    };
    const timer = setTimeout(() => fail(`did not start within ${patienceMs} ms`), patienceMs);
    server.once('exit', () => fail('ended'));
    server.stderr?.on('data', (chunk: Buffer) => {
      // The stream is drained to the end: a full pipe would stop the server.
      if (said.length < 10_000) said += chunk;
      const [, url] = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(said) ?? [];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url);
    });
  });
}

/** Operations of the services that speak REST, by the path that names them. */
const restOperations: [service: string, path: RegExp, operation: string][] = [
  ['bedrock', /^\/foundation-models$/, 'ListFoundationModels'],
  ['bedrock', /^\/provisioned-model-throughputs$/, 'ListProvisionedModelThroughputs'],
  ['lambda', /^\/[\d-]+\/account-settings\/?$/, 'GetAccountSettings'],
  ['lambda', /^\/[\d-]+\/functions\/?$/, 'ListFunctions'],
  ['lambda', /^\/[\d-]+\/functions\/[^/]+\/concurrency$/, 'GetFunctionConcurrency'],
  ['lambda', /^\/[\d-]+\/functions\/[^/]+\/provisioned-concurrency$/, 'ListProvisionedConcurrencyConfigs'],
  ['lambda', /^\/[\d-]+\/event-source-mappings\/?$/, 'ListEventSourceMappings'],
  ['scheduler', /^\/schedules$/, 'ListSchedules'],
  ['scheduler', /^\/schedules\/[^/]+$/, 'GetSchedule'],
];

/** Operation of a recorded request: the target of the JSON protocols, the action of the query protocol, the path of REST. */
function operationOf(line: string): string {
  const request = JSON.parse(line) as {
    url: string;
    method: string;
    headers: Record<string, string>;
    body: string;
    body_encoded: boolean;
  };
  const header = (name: string) => Object.entries(request.headers).find(([key]) => key.toLowerCase() === name)?.[1];
  const service = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(header('authorization') ?? '')?.[1] ?? '?';
  const target = header('x-amz-target')?.split('.').at(-1);
  const body = request.body_encoded ? Buffer.from(request.body, 'base64').toString() : request.body;
  const { pathname } = new URL(request.url, 'http://127.0.0.1');
  const rest = restOperations.find(([name, path]) => name === service && path.test(pathname))?.[2];
  if (rest !== undefined && request.method === 'GET') return `${service}:${rest}`;
  return `${service}:${target ?? new URLSearchParams(body).get('Action') ?? body.slice(0, 80)}`;
}
