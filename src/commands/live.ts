import { readFileSync } from 'node:fs';
import type { CollectOptions } from '../collectors/aws/collect.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { tool } from '../model/tool.ts';
import { UsageError } from '../model/usage-error.ts';
import { showProgress } from './progress.ts';
import type { Terminal } from './terminal.ts';

export interface LiveOptions {
  regions: string[];
  metrics?: boolean;
  /** Metrics to ask for beside those that the rules need. */
  moreMetrics?: CollectOptions['moreMetrics'];
  /** Days of cost to ask Cost Explorer for; left out: none. */
  cost?: { days: number };
  timeout?: number;
  requestTimeout?: number;
  /** False: Cost Explorer is not asked, and what it would tell is unknown. */
  costExplorer?: boolean;
  trail?: boolean;
}

/** Reads the live account. Loads the SDK only here. */
export async function readLive(options: LiveOptions, terminal: Terminal): Promise<Snapshot> {
  const { collectAws, NoCredentialsError } = await import('../collectors/aws/collect.ts');
  const regions = options.regions.length > 0 ? options.regions : await profileRegion();
  const progress = showProgress(terminal);
  const { env } = terminal;
  try {
    return await collectAws({
      regions,
      metrics: options.metrics ?? false,
      moreMetrics: options.moreMetrics,
      cost: options.cost,
      takenAt: new Date(terminal.now()).toISOString(),
      tool,
      without: [
        ...(options.costExplorer === false ? ['cost-explorer'] : []),
        ...(options.trail === false ? ['cloudtrail'] : []),
      ],
      signal: terminal.signal,
      onProgress: progress.report,
      runTimeoutMs: options.timeout === undefined ? undefined : options.timeout * 1000,
      requestTimeoutMs: options.requestTimeout === undefined ? undefined : options.requestTimeout * 1000,
      ca: readCertificates(env.AWS_CA_BUNDLE),
      proxy: {
        http: env.HTTP_PROXY || env.http_proxy,
        https: env.HTTPS_PROXY || env.https_proxy,
        no: env.NO_PROXY || env.no_proxy,
      },
    });
  } catch (error) {
    if (!(error instanceof NoCredentialsError)) throw error;
    throw new UsageError(
      [
        `no AWS credentials: ${error.message}`,
        'Log in the way the AWS CLI does, then run again:',
        '  aws sso login --profile NAME && export AWS_PROFILE=NAME',
        '  or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (and AWS_SESSION_TOKEN)',
        '  or, in GitHub Actions, use aws-actions/configure-aws-credentials with a role (docs/github.md)',
        'Without an account: headroom demo, or headroom audit --snapshot FILE',
      ].join('\n'),
    );
  } finally {
    progress.end();
  }
}

async function profileRegion(): Promise<string[]> {
  const { defaultRegion } = await import('../collectors/aws/collect.ts');
  const region = await defaultRegion();
  if (region !== null) return [region];
  throw new UsageError(
    'no region: name one with --region ap-northeast-1, with regions: in headroom.yaml, or with AWS_REGION',
  );
}

function readCertificates(path: string | undefined): string | undefined {
  if (!path) return undefined;
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`AWS_CA_BUNDLE ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
