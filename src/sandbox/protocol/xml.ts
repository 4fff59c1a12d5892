import type { Shape } from './shape.ts';

/** Escapes text for XML. Carriage returns and other controls would be lost or refused when written as they are. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"\r\u0085\u2028]/g, (character) => `&#x${character.charCodeAt(0).toString(16)};`);
}

/** The members of a structure as XML elements, by the names its shape gives them. */
export function toXml(shape: Shape, value: unknown): string {
  return inner(shape, value);
}

function element(name: string, shape: Shape | undefined, value: unknown): string {
  if (value === undefined || value === null) return '';
  if (shape?.kind === 'list' && shape.flat && Array.isArray(value)) {
    return value.map((entry) => element(name, shape.item().shape, entry)).join('');
  }
  return `<${name}>${inner(shape, value)}</${name}>`;
}

/** Members that no shape declares (faults add some) are written by their own names. */
function inner(shape: Shape | undefined, value: unknown): string {
  if (value instanceof Date) return writeTime(shape, value);
  if (Array.isArray(value)) {
    const item = shape?.kind === 'list' ? shape.item() : undefined;
    return value.map((entry) => element(item?.xmlName ?? 'member', item?.shape, entry)).join('');
  }
  if (typeof value !== 'object' || value === null) return escapeXml(String(value));
  if (shape?.kind === 'map')
    return Object.entries(value)
      .map(([key, entry]) => mapEntry(shape, key, entry))
      .join('');
  const members = shape?.kind === 'structure' ? shape.members() : undefined;
  return Object.entries(value)
    .map(([name, entry]) => element(members?.get(name)?.xmlName ?? name, members?.get(name)?.shape, entry))
    .join('');
}

function mapEntry(shape: Shape & { kind: 'map' }, key: string, value: unknown): string {
  const item = shape.item();
  return `<entry><${shape.keyName}>${escapeXml(key)}</${shape.keyName}>${element(item.xmlName, item.shape, value)}</entry>`;
}

function writeTime(shape: Shape | undefined, time: Date): string {
  const format = shape?.kind === 'timestamp' ? shape.format : null;
  if (format === 'epoch-seconds') return String(time.getTime() / 1000);
  return format === 'http-date' ? time.toUTCString() : time.toISOString();
}
