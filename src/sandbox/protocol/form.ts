import type { Member, Shape } from './shape.ts';

/** How a protocol writes the form of a request. */
export interface FormStyle {
  /** Lists are numbered under their own name, whatever the model says. */
  flat: boolean;
  nameOf(member: Member): string;
}

/** AWS Query: lists as `Names.member.1`, unless the model flattens them. */
export const queryNames: FormStyle = { flat: false, nameOf: ({ xmlName }) => xmlName };
/** EC2: every list as `Name.1`, names with a capital. */
export const ec2Names: FormStyle = { flat: true, nameOf: ({ ec2Name }) => ec2Name };

type Node = { text?: string; children: Map<string, Node> };

/** Reads `A.member.1.B=x` into data. Text becomes numbers and booleans where the shape says so; what does not fit stays text. */
export function readForm(shape: Shape, body: string, style: FormStyle): unknown {
  const root: Node = { children: new Map() };
  for (const [key, text] of new URLSearchParams(body)) {
    if (key === 'Action' || key === 'Version') continue;
    let node = root;
    for (const step of key.split('.')) {
      const next = node.children.get(step) ?? { children: new Map() };
      node.children.set(step, next);
      node = next;
    }
    node.text = text;
  }
  return readNode(shape, root, style);
}

function readNode(shape: Shape | undefined, node: Node, style: FormStyle): unknown {
  if (shape?.kind === 'list') return readList(shape, node, style);
  if (shape?.kind === 'number')
    return node.text?.trim() && Number.isFinite(Number(node.text)) ? Number(node.text) : node.text;
  if (shape?.kind === 'boolean')
    return node.text === 'true' || node.text === 'false' ? node.text === 'true' : node.text;
  if (shape?.kind !== 'structure') return node.text ?? Object.fromEntries(node.children);
  const byName = new Map(
    [...shape.members()].map(([name, member]) => [style.nameOf(member), { name, shape: member.shape }]),
  );
  const value: Record<string, unknown> = {};
  for (const [key, child] of node.children) {
    const member = byName.get(key);
    value[member?.name ?? key] = readNode(member?.shape, child, style);
  }
  return value;
}

/** An empty list is sent as `Name=`. */
function readList(shape: Shape & { kind: 'list' }, node: Node, style: FormStyle): unknown {
  const item = shape.item();
  const holder = shape.flat || style.flat ? node : node.children.get(item.xmlName);
  if (!holder) return node.children.size === 0 && node.text === '' ? [] : Object.fromEntries(node.children);
  return [...holder.children]
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, child]) => readNode(item.shape, child, style));
}
