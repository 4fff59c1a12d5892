// Serves the large region until it is told to stop; prints its address first. Run by scripts/bench.ts.
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { largeRegion } from './account.ts';

const sandbox = await startSandbox({
  accounts: largeRegion(Number(process.argv[2] ?? 1)),
  latencyMs: Number(process.argv[3] ?? 0),
  recordInputs: false,
});
process.stdout.write(`${sandbox.url}\n`);
process.stdin.on('end', () => void sandbox.close().then(() => process.exit(0)));
process.stdin.resume();
