import type { Log } from 'sarif';
import { expect } from 'vitest';

/**
 * What GitHub code scanning wants beyond the schema; one breach rejects the whole file.
 * https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
export function assertGithubIngestible(log: Log): void {
  expect(log.runs.length).toBeLessThanOrEqual(20);
  const categories = log.runs.map((run) => run.automationDetails?.id ?? '');
  const sanitised = categories.map((id) => id.replace(/[^A-Za-z0-9]/g, '_'));
  expect(new Set(sanitised).size).toBe(categories.length);
  for (const id of categories) expect(id).toMatch(/^headroom\/[^/]+\/[^/]+\/[^/]+\/$/);
  for (const run of log.runs) {
    checkRules(run);
    checkResults(run);
    for (const invocation of run.invocations ?? []) expect(invocation.executionSuccessful).toBe(true);
  }
}

function checkRules(run: Log['runs'][number]): void {
  const rules = run.tool.driver.rules ?? [];
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  for (const rule of rules) {
    expect(rule.name?.length).toBeLessThanOrEqual(255);
    for (const text of [rule.shortDescription?.text, rule.fullDescription?.text, rule.help?.text]) {
      expect(text).toMatch(/\S/);
      expect(text?.length).toBeLessThanOrEqual(1_024);
    }
    const properties: Record<string, unknown> = rule.properties ?? {};
    expect(['error', 'warning', 'recommendation']).toContain(properties['problem.severity']);
    expect(properties).not.toHaveProperty('security-severity');
    expect(properties.precision).toMatch(/^(very-high|high|medium|low)$/);
    expect(rule.properties?.tags?.length).toBeLessThanOrEqual(10);
  }
}

function checkResults(run: Log['runs'][number]): void {
  const results = run.results ?? [];
  expect(run.results).toBeDefined();
  expect(results.length).toBeLessThanOrEqual(5_000);
  const alerts = new Set<string>();
  for (const result of results) {
    expect(run.tool.driver.rules?.[result.ruleIndex ?? -1]?.id).toBe(result.ruleId);
    expect(result.message.text).toMatch(/\S/);
    expect(result.locations).toHaveLength(1);
    const place = result.locations?.[0]?.physicalLocation;
    const uri = place?.artifactLocation?.uri ?? '';
    expect(uri).toMatch(/^(?![a-z][a-z0-9+.-]*:)(?![./])[A-Za-z0-9._~!$&'()*+,;=@%/-]+$/i);
    expect(decodeURIComponent(uri).split('/')).not.toContain('..');
    expect(place?.region?.startLine).toBeGreaterThanOrEqual(1);
    const hash = result.partialFingerprints?.primaryLocationLineHash;
    expect(hash).toMatch(/^[0-9a-f]{1,16}:\d+$/);
    expect(result.partialFingerprints?.['headroom/v1']).toMatch(/^[0-9a-f]{64}$/);
    alerts.add(JSON.stringify([result.ruleId, uri, hash]));
  }
  expect(alerts.size).toBe(results.length);
}
