import type { Result as SarifResult, Suppression } from 'sarif';
import type { Result } from '../model/report.ts';
import { ownerText, placeText, waiverText } from './finding-text.ts';
import type { ReporterOptions, SourceLocation } from './reporter.ts';
import { virtualLocation } from './sarif-location.ts';
import { levelOf } from './sarif-rule.ts';
import { clean, displayText } from './text-safety.ts';

/** Findings as SARIF results, each with exactly one location and a fingerprint that no other result of its rule has. */
export function describeResults(
  results: readonly Result[],
  ruleIndex: ReadonlyMap<string, number>,
  { locate = virtualLocation, suppressed = false }: ReporterOptions,
): SarifResult[] {
  const located = results.map((result) => ({ result, location: locate(result) }));
  const uses = new Map<string, number>();
  for (const { result, location } of located) {
    const key = alertKey(result, location);
    uses.set(key, (uses.get(key) ?? 0) + 1);
  }
  return located.map(({ result, location }) => {
    const alone = location.hash !== undefined && uses.get(alertKey(result, location)) === 1;
    const described = describeResult(result, location, alone ? (location.hash as string) : ownHash(result), ruleIndex);
    // SARIF wants the member on each result of a run, or on none.
    return suppressed ? { ...described, suppressions: describeWaiver(result) } : described;
  });
}

function describeWaiver(result: Result): Suppression[] {
  if (result.outcome !== 'waived') return [];
  return [{ kind: 'external', status: 'accepted', justification: waiverText(result) }];
}

/** GitHub takes two results of one rule, file and line hash for one alert. */
function alertKey(result: Result, location: SourceLocation): string {
  return JSON.stringify([result.rule, location.uri, location.hash ?? ownHash(result)]);
}

/** For results that share a line, or whose line does not stand for them alone. */
function ownHash({ fingerprint }: Result): string {
  return `${fingerprint.slice(0, 16)}:1`;
}

function describeResult(
  result: Result,
  location: SourceLocation,
  primaryLocationLineHash: string,
  ruleIndex: ReadonlyMap<string, number>,
): SarifResult {
  const { subject } = result;
  return {
    ruleId: result.rule,
    ruleIndex: ruleIndex.get(result.rule) ?? -1,
    level: levelOf(result.severity),
    ...(result.state ? { baselineState: result.state === 'new' ? ('new' as const) : ('unchanged' as const) } : {}),
    message: { text: messageOf(result) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: location.uri },
          region: { startLine: Math.max(1, location.line) },
        },
        logicalLocations: [{ fullyQualifiedName: clean(subject.id), kind: 'resource' }],
      },
    ],
    partialFingerprints: { primaryLocationLineHash, 'headroom/v1': result.fingerprint },
    properties: {
      severity: result.severity,
      account: subject.account,
      region: subject.region,
      kind: subject.kind,
      name: clean(subject.name),
      ...(subject.workload ? { workload: clean(subject.workload) } : {}),
      ...(subject.owner ? { owner: clean(subject.owner) } : {}),
    },
  };
}

/** Says by itself what is wrong and how to mend it. `](` would be a link in SARIF's plain text messages. */
function messageOf(result: Result): string {
  const { subject, remediation } = result;
  const owner = ownerText(result);
  const sentences = [
    displayText(result.message).trim() || result.rule,
    remediation ? `Fix: ${displayText(remediation.summary)}` : '',
    `Resource: ${displayText(subject.id)} (${placeText(subject)}${owner === null ? '' : `, ${owner}`}).`,
  ];
  return sentences
    .filter((sentence) => sentence !== '')
    .join(' ')
    .replaceAll('](', '] (');
}
