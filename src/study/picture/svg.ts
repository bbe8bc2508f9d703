// Pieces of SVG as text: elements, escaped attributes and contents, short numbers, widths of words.

/** Fonts that survive everywhere; the widths below are those of the first. */
export const FONTS = 'DejaVu Sans, Verdana, Arial, sans-serif';

const FARTHEST = 1e5;
const MEAN_LETTER = 0.6;

/** Text as XML holds it; characters that XML forbids become the replacement character. */
export function xml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/[&<>"']/g, letter => `&#${letter.charCodeAt(0)};`);
}

/** A coordinate with at most two decimals, kept where every renderer can count. */
export function px(value: number): string {
  const near = Math.min(Math.max(value, -FARTHEST), FARTHEST);
  return String(Number(near.toFixed(2)) + 0);
}

/**
 * An element.
 *
 * @param name its name
 * @param attributes numbers are coordinates; what is undefined is left out
 * @param content XML inside, already escaped
 */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  content = ''
): string {
  const list = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? px(value) : xml(value!)}"`)
    .join('');
  return content === '' ? `<${name}${list}/>` : `<${name}${list}>${content}</${name}>`;
}

/** Whether a letter is of a wide script. */
function isWide(letter: string): boolean {
  return letter.codePointAt(0)! >= 0x2e80;
}

function widthOf(letters: number, wide: number, size: number): number {
  return size * (wide + MEAN_LETTER * (letters - wide));
}

/** Estimated width of a text in pixels; wide scripts count as full squares. */
export function textWidth(text: string, size: number): number {
  const letters = Array.from(text);
  return widthOf(letters.length, letters.filter(isWide).length, size);
}

/** A text cut with an ellipsis where it is wider than `width` pixels. */
export function fitted(text: string, size: number, width: number): string {
  if (textWidth(text, size) <= width) return text;
  let shown = '';
  let letters = 1; // the ellipsis
  let wide = 0;
  for (const letter of text) {
    letters += 1;
    wide += isWide(letter) ? 1 : 0;
    if (widthOf(letters, wide, size) > width) break;
    shown += letter;
  }
  return `${shown}…`;
}

/** A text in lines that are not wider than `width` pixels, broken between words. */
export function wrapped(content: string, size: number, width: number): string[] {
  const lines: string[] = [];
  for (const word of content.split(' ')) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && textWidth(longer, size) <= width) {
      lines[lines.length - 1] = longer;
    } else {
      lines.push(fitted(word, size, width));
    }
  }
  return lines;
}

/** A text in at most so many lines, the last one cut with an ellipsis where there would be more. */
export function fittedLines(content: string, size: number, width: number, most: number): string[] {
  const lines = wrapped(content, size, width);
  return lines.length <= most
    ? lines
    : [...lines.slice(0, most - 1), fitted(lines.slice(most - 1).join(' '), size, width)];
}

/** How a text stands. */
export interface TextStyle {
  readonly size: number;
  readonly fill: string;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly weight?: 'bold';
  /** Turned a quarter to the left about its place. */
  readonly upward?: boolean;
}

/** A line of text. */
export function text(x: number, y: number, content: string, style: TextStyle): string {
  return element(
    'text',
    {
      x,
      y,
      'font-size': style.size,
      fill: style.fill,
      'text-anchor': style.anchor === 'start' ? undefined : style.anchor,
      'font-weight': style.weight,
      transform: style.upward ? `rotate(-90 ${px(x)} ${px(y)})` : undefined
    },
    xml(content)
  );
}
