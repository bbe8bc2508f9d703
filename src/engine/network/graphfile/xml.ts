// The part of XML 1.0 that data files need: elements, attributes, text, the five named and all numbered entities. No
// document type, so that nothing is fetched or expanded; what is not well-formed is an error with its line.

import { clipped } from '../../clipped';
import { GraphError } from '../edges';

/** What is told of a document, in its order. */
export interface XmlEvents {
  /** @param line line of the tag, from 1 */
  open(name: string, attributes: ReadonlyMap<string, string>, line: number): void;
  /** @param text what stands between the last tag and this end tag */
  close(name: string, text: string): void;
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"]
]);

/** Elements inside elements, attributes of an element, characters of a name: no graph needs more. */
const DEEPEST = 100;
const MOST_ATTRIBUTES = 100;
const LONGEST_NAME = 200;

const NAME = /[\p{L}_][\p{L}\p{N}_.-]*(?::[\p{L}_][\p{L}\p{N}_.-]*)?/uy;
const SPACE = /[ \t\r\n]*/y;

/** Reads one text from its beginning to its end. */
class Reader {
  private at = 0;
  private line = 1;
  private counted = 0;
  private readonly opened: string[] = [];
  private pending = '';
  private isDone = false;

  constructor(
    private readonly text: string,
    private readonly file: string,
    private readonly events: XmlEvents
  ) {}

  read(): void {
    while (this.at < this.text.length) {
      if (this.text[this.at] !== '<') {
        this.characters();
      } else if (this.text.startsWith('<!--', this.at)) {
        this.until('-->', 'a comment');
      } else if (this.text.startsWith('<![CDATA[', this.at)) {
        this.at += '<![CDATA['.length;
        this.content(this.until(']]>', 'a CDATA section'));
      } else if (this.text.startsWith('<?', this.at)) {
        this.until('?>', 'a processing instruction');
      } else if (this.text.startsWith('<!', this.at)) {
        throw this.error('found a document type (<!DOCTYPE ...>); allowed: none; take it out');
      } else if (this.text[this.at + 1] === '/') {
        this.endTag();
      } else {
        this.startTag();
      }
    }
    const left = this.opened.at(-1);
    if (left || !this.isDone) {
      throw this.error(
        left
          ? `found the end of the file inside <${left}>; allowed: after </${left}>; is the file complete?`
          : 'found no element; allowed: a document; is the file complete?'
      );
    }
  }

  /** Passes over what ends with a mark, and returns it. */
  private until(mark: string, what: string): string {
    const end = this.text.indexOf(mark, this.at);
    if (end < 0) {
      throw this.error(`found ${what} that never ends; allowed: one that ends with ${mark}`);
    }
    const inside = this.text.slice(this.at, end);
    this.at = end + mark.length;
    return inside;
  }

  private characters(): void {
    const next = this.text.indexOf('<', this.at);
    const end = next < 0 ? this.text.length : next;
    const found = this.text.slice(this.at, end);
    this.content(this.decoded(found));
    this.at = end;
  }

  private content(text: string): void {
    if (this.opened.length > 0) {
      this.pending += text;
    } else if (text.trim() !== '') {
      throw this.error('found text outside the document; allowed: one element; take it out');
    }
  }

  private decoded(text: string): string {
    if (!text.includes('&')) {
      return text;
    }
    return text.replace(/&([^;&\s]*);?/g, (whole, name: string) => {
      const code = /^#x[\da-f]+$/i.test(name)
        ? Number(`0${name.slice(1)}`)
        : /^#\d+$/.test(name)
          ? Number(name.slice(1))
          : NaN;
      const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
      const character = isCharacter ? String.fromCodePoint(code) : ENTITIES.get(name);
      if (character === undefined || !whole.endsWith(';')) {
        throw this.error(
          `found ${whole.slice(0, 20)}; allowed: &lt; &gt; &amp; &quot; &apos; and numbers such as &#233;`
        );
      }
      return character;
    });
  }

  private endTag(): void {
    this.at += 2;
    const name = this.name();
    this.expect('>');
    const opened = this.opened.pop();
    if (opened !== name) {
      const allowed = opened ? `</${opened}>` : 'no more end tags';
      throw this.error(`found </${name}>; allowed here: ${allowed}`);
    }
    this.events.close(name, this.pending);
    this.pending = '';
  }

  private startTag(): void {
    const line = this.lineHere();
    if (this.isDone && this.opened.length === 0) {
      throw this.error('found a second document; allowed: one element that holds all others');
    }
    this.isDone = true;
    this.at += 1;
    const name = this.name();
    const attributes = new Map<string, string>();
    let hasSpace = this.space();
    while (this.text[this.at] !== '>' && this.text[this.at] !== '/') {
      const attribute = this.name();
      if (!hasSpace || attributes.has(attribute)) {
        throw this.error(
          `found attribute ${attribute} of <${name}>; allowed: each once, after a space`
        );
      }
      if (attributes.size === MOST_ATTRIBUTES) {
        throw this.error(
          `found <${name}> with more attributes than ${MOST_ATTRIBUTES}; take out what is not needed`
        );
      }
      attributes.set(attribute, this.value(attribute));
      hasSpace = this.space();
    }
    this.events.open(name, attributes, line);
    this.pending = '';
    if (this.text[this.at] === '/') {
      this.at += 1;
      this.events.close(name, '');
    } else {
      this.opened.push(name);
      if (this.opened.length > DEEPEST) {
        throw this.error(
          `found <${name}> inside ${DEEPEST} others; allowed: a graph, which needs 4; flatten it`
        );
      }
    }
    this.expect('>');
  }

  private value(attribute: string): string {
    this.expect('=');
    this.space();
    const quote = this.text[this.at];
    if (quote !== '"' && quote !== "'") {
      throw this.error(`found no quote after ${attribute}=; allowed: ${attribute}="..."`);
    }
    this.at += 1;
    const value = this.until(quote, `a value of ${attribute}`);
    if (value.includes('<')) {
      throw this.error(`found < in the value of ${attribute}; allowed: &lt;`);
    }
    return this.decoded(value);
  }

  private name(): string {
    NAME.lastIndex = this.at;
    const found = NAME.exec(this.text);
    if (!found) {
      const rest = JSON.stringify(this.text.slice(this.at, this.at + 10));
      throw this.error(`found ${rest}; allowed here: a name; write a < that is text as &lt;`);
    }
    const [name] = found;
    if (name.length > LONGEST_NAME) {
      throw this.error(
        `found ${clipped(name)}; allowed: names of at most ${LONGEST_NAME} characters; shorten it`
      );
    }
    this.at += name.length;
    return name;
  }

  private space(): boolean {
    SPACE.lastIndex = this.at;
    const before = this.at;
    SPACE.test(this.text);
    this.at = SPACE.lastIndex;
    return this.at > before;
  }

  private expect(character: string): void {
    this.space();
    if (this.text[this.at] !== character) {
      const found = JSON.stringify(this.text.slice(this.at, this.at + 10));
      throw this.error(`found ${found}; allowed here: ${character}`);
    }
    this.at += 1;
  }

  /** Line of the place reached; lines before it are counted once. */
  private lineHere(): number {
    for (
      let next = this.text.indexOf('\n', this.counted);
      next >= 0 && next < this.at;
      next = this.text.indexOf('\n', this.counted)
    ) {
      this.line += 1;
      this.counted = next + 1;
    }
    return this.line;
  }

  private error(message: string): GraphError {
    return new GraphError(`${this.file}, line ${this.lineHere()}: ${message}`);
  }
}

/**
 * Reads a document and tells its elements.
 *
 * @param text the document; a byte order mark at its beginning is passed over
 * @param file its name, for messages
 * @throws GraphError naming file and line where the document is not well-formed or has a document type
 */
export function readXml(text: string, file: string, events: XmlEvents): void {
  new Reader(text.replace(/^\uFEFF/, ''), file, events).read();
}
