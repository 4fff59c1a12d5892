import type { Report, Result } from '../model/report.ts';
import { severityRank } from '../model/severity.ts';
import { placeText } from './finding-text.ts';
import { describeSince, plural } from './outcome-text.ts';
import type { Reporter, SourceLocation } from './reporter.ts';
import { clean, displayName, displayText } from './text-safety.ts';
import { listUnseen } from './unseen.ts';

type Level = 'error' | 'warning' | 'notice';
const levels: readonly Level[] = ['error', 'warning', 'notice'];

/** A GitHub step shows this many annotations of a level. */
const mostPerLevel = 10;

interface Annotation {
  level: Level;
  title: string;
  message: string;
  location: SourceLocation | null;
}

/** Annotations of a GitHub Actions step: the gravest findings, and one line about what was not seen. */
export const reporter: Reporter = {
  format: 'github',
  description: 'Workflow commands for GitHub Actions: the ten gravest annotations of each level.',
  *render(report, { locate } = {}) {
    const failed = report.results
      .filter(({ outcome }) => outcome === 'fail')
      .sort((a, b) => newFirst(a, b) || severityRank(b.severity) - severityRank(a.severity));
    const findings = failed.map((result) => describeFinding(result, report, locate ? locate(result) : null));
    const all = [...unseenAnnotations(report), ...sinceAnnotations(report), ...waiverAnnotations(report), ...findings];
    for (const level of levels) {
      const ofLevel = all.filter((annotation) => annotation.level === level);
      for (const annotation of limit(ofLevel, level)) yield `${renderAnnotation(annotation)}\n`;
    }
  },
};

/** Ten of a level are shown: with an earlier report, what is new must not hide behind what is known. */
function newFirst(a: Result, b: Result): number {
  return Number(b.state === 'new') - Number(a.state === 'new');
}

/** With --fail-on-new an old finding is there to be known, not to alarm. */
function levelOf({ severity, state }: Result, { run }: Report): Level {
  if (run.failOnNew && state === 'open') return 'notice';
  if (severity === 'critical' || severity === 'high') return 'error';
  return severity === 'medium' ? 'warning' : 'notice';
}

function describeFinding(result: Result, report: Report, location: SourceLocation | null): Annotation {
  const { subject, remediation } = result;
  const fix = remediation ? ` Fix: ${displayText(remediation.summary)}` : '';
  return {
    level: levelOf(result, report),
    title: `${result.state === 'new' ? 'New: ' : ''}${result.rule}: ${displayName(subject.name)}`,
    message: `${displayText(result.message)}${fix} (${placeText(subject)})`,
    location: location?.virtual ? null : location,
  };
}

function unseenAnnotations(report: Report): Annotation[] {
  const unseen = listUnseen(report).filter(({ accepted }) => accepted === null);
  if (unseen.length === 0) return [];
  const shown = unseen.slice(0, 5).map((gap) => `${clean(gap.api)} ${gap.statuses.join(', ')} (${placeText(gap)})`);
  const more = unseen.length > 5 ? `; and ${unseen.length - 5} more` : '';
  return [
    {
      level: 'warning',
      title: `Not seen: ${plural(unseen.length, 'API')}`,
      message: `Results that rest on them are unknown: ${shown.join('; ')}${more}`,
      location: null,
    },
  ];
}

function sinceAnnotations({ since }: Report): Annotation[] {
  if (!since) return [];
  const fixed = since.fixed.slice(0, 5).map(({ rule, subject }) => `${clean(rule)} on ${displayName(subject.name)}`);
  const more = since.fixed.length > 5 ? `; and ${since.fixed.length - 5} more` : '';
  const list = fixed.length > 0 ? ` Fixed: ${fixed.join('; ')}${more}` : '';
  const message = `${displayText(describeSince(since))}.${list}`;
  return [
    {
      level: 'notice',
      title: since.beforeChange ? 'Headroom: by the change' : 'Headroom: since the earlier report',
      message,
      location: null,
    },
  ];
}

/** A waiver that ends changes what fails: whoever reads annotations alone must hear of it. */
function waiverAnnotations({ notices }: Report): Annotation[] {
  return notices
    .filter(({ code }) => code === 'waiver-expired' || code === 'waiver-expiring')
    .map(({ code, message }) => ({
      level: 'notice',
      title: clean(code),
      message: displayText(message),
      location: null,
    }));
}

/** The last one of a full level says how many there is no room for. */
function limit(annotations: readonly Annotation[], level: Level): readonly Annotation[] {
  if (annotations.length <= mostPerLevel) return annotations;
  const shown = annotations.slice(0, mostPerLevel - 1);
  const rest = annotations.length - shown.length;
  const message = `${plural(rest, `more ${level}`)} of this run; the other reports hold them.`;
  return [...shown, { level, title: `Headroom: ${rest} more`, message, location: null }];
}

function renderAnnotation({ level, title, message, location }: Annotation): string {
  const place = location ? `file=${escapeProperty(decodeURIComponent(location.uri))},line=${location.line},` : '';
  return `::${level} ${place}title=${escapeProperty(title)}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
