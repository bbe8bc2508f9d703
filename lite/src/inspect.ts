// A value as text, for console output and for values that have no picture.

const DEEPEST = 3;
const MOST_ITEMS = 100;

/**
 * A value as a reader of a notebook wants it: strings inside of others in quotes, long lists cut.
 *
 * @param value anything
 */
export function inspect(value: unknown): string {
  return typeof value === 'string' ? value : show(value, 0, new Set());
}

function show(value: unknown, depth: number, above: ReadonlySet<unknown>): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (Object.is(value, -0)) return '-0';
  if (typeof value === 'function') return `[function ${value.name || 'without a name'}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (value instanceof Date || value instanceof RegExp) return String(value);
  if (above.has(value)) return '[circular]';
  const within = new Set([...above, value]);
  const inner = (item: unknown): string => show(item, depth + 1, within);
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    const items = Array.isArray(value) ? value : Array.from(value as Uint8Array);
    const name = Array.isArray(value) ? '' : `${value.constructor.name} `;
    if (depth > DEEPEST) return `${name}[${items.length} items]`;
    return name + wrapped('[', items.slice(0, MOST_ITEMS).map(inner), items.length, ']');
  }
  if (value instanceof Map) {
    const items = [...value].map(([key, item]) => `${inner(key)} => ${inner(item)}`);
    return wrapped('Map {', items, items.length, '}');
  }
  if (value instanceof Set) return wrapped('Set {', [...value].map(inner), value.size, '}');
  const name = value.constructor?.name;
  const before = name === undefined || name === 'Object' ? '' : `${name} `;
  if (depth > DEEPEST) return `${before}{...}`;
  const entries = Object.entries(value);
  const items = entries
    .slice(0, MOST_ITEMS)
    .map(([key, item]) => `${/^[\w$]+$/.test(key) ? key : JSON.stringify(key)}: ${inner(item)}`);
  return wrapped(`${before}{`, items, entries.length, '}');
}

/** Items between brackets: on one line where they fit, else on one each. */
function wrapped(open: string, items: readonly string[], count: number, close: string): string {
  const all = count > items.length ? [...items, `... ${count - items.length} more`] : items;
  if (all.length === 0) return open + close;
  const line = all.join(', ');
  const pad = open.endsWith('{') ? ' ' : '';
  if (line.length <= 100 && !line.includes('\n')) return `${open}${pad}${line}${pad}${close}`;
  const short = all.every(item => item.length <= 24 && !item.includes('\n'));
  const body = short ? filled(all) : all.join(',\n').replace(/^/gm, '  ');
  return `${open}\n${body}\n${close}`;
}

/** Short items, as many to a line as fit. */
function filled(items: readonly string[]): string {
  const lines: string[] = [''];
  items.forEach((item, index) => {
    const text = index < items.length - 1 ? `${item}, ` : item;
    if (lines.at(-1)!.length + text.length > 100) lines.push('');
    lines[lines.length - 1] += text;
  });
  return lines.map(line => `  ${line.trimEnd()}`).join('\n');
}
