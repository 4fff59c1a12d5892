import type { DriftChange } from '../model/drift.ts';
import { valueText } from './measure-text.ts';
import { clean, displayName, displayText } from './text-safety.ts';

const signs: Record<DriftChange['change'], string> = { added: '+', removed: '-', changed: '~' };

/** One line a change, as git and people read it: `~ scalable-target service/shop/web minCapacity 4 → 10 (alice, 2026-11-20)`. */
export function renderAcceptance(changes: readonly DriftChange[]): string[] {
  return changes.map((change) => {
    const { subject, attribute, by, since } = change;
    const what =
      attribute === null
        ? []
        : [displayName(attribute), valueText(change.before, 'absent'), '→', valueText(change.now, 'absent')];
    const told = [by === null ? null : clean(by), since?.slice(0, 10) ?? null].filter((one) => one !== null);
    const words = [signs[change.change], clean(subject.kind), displayName(subject.name), ...what];
    return displayText([...words, ...(told.length > 0 ? [`(${told.join(', ')})`] : [])].join(' '));
  });
}
