/** A part of a page that may be cut: whole, with its first items only, or left out. */
export interface Section {
  /** Sections with a lower number get room first; the page keeps its own order. */
  rank: number;
  /** What the items are, in singular, for the count of those left out. */
  noun: string;
  /** Number of items. */
  size: number;
  /** The section with its first `count` items; it says itself how many it leaves out. */
  render(count: number): string;
}

export interface FittedPage {
  text: string[];
  /** Items left out, by noun, in the order of the page. */
  dropped: Map<string, number>;
}

/** Gives each section room by rank, within a number of UTF-8 bytes. */
export function fitSections(sections: readonly Section[], maxBytes: number): FittedPage {
  let left = maxBytes;
  const texts = new Map<Section, string>();
  const dropped = new Map<string, number>();
  for (const section of [...sections].sort((a, b) => a.rank - b.rank)) {
    const count = mostThatFit(section, left);
    if (count > 0) {
      const text = section.render(count);
      left -= byteLength(text);
      texts.set(section, text);
    }
    if (count < section.size) {
      dropped.set(section.noun, (dropped.get(section.noun) ?? 0) + section.size - count);
    }
  }
  return { text: sections.flatMap((section) => texts.get(section) ?? []), dropped };
}

function mostThatFit(section: Section, bytes: number): number {
  const fits = (count: number) => byteLength(section.render(count)) <= bytes;
  if (section.size === 0 || fits(section.size)) return section.size;
  let [good, bad] = [0, section.size];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (fits(middle)) good = middle;
    else bad = middle;
  }
  return good;
}

export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
