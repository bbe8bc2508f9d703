// Comma-separated values as RFC 4180 has them: fields apart by commas, records by CRLF or LF, fields with
// commas, quotes or line breaks in double quotes, a quote inside written twice. Spaces are part of a field.

import { DataError } from '../dataset';

/** One record and the line it begins on, counted from 1. */
export interface CsvRecord {
  readonly line: number;
  readonly fields: readonly string[];
}

/** Most records of a text, and most fields of all of them: a small file that unpacks to commas must not fill the memory. */
export const MOST_RECORDS = 6_000_000;
export const MOST_FIELDS = 2 ** 26;

/** Reads one text from its beginning to its end. */
class Reader {
  private at = 0;
  private line = 1;
  private fields = 0;

  constructor(
    private readonly text: string,
    private readonly file: string
  ) {}

  records(): CsvRecord[] {
    const records: CsvRecord[] = [];
    while (this.at < this.text.length) {
      if (records.length === MOST_RECORDS) {
        throw this.error(`found more than ${MOST_RECORDS} lines; make the file smaller`);
      }
      records.push(this.record());
    }
    return records;
  }

  private record(): CsvRecord {
    const line = this.line;
    const fields = [this.field()];
    while (this.text[this.at] === ',') {
      this.at += 1;
      fields.push(this.field());
    }
    this.endOfLine();
    return { line, fields };
  }

  private field(): string {
    this.fields += 1;
    if (this.fields > MOST_FIELDS) {
      throw this.error(`found more than ${MOST_FIELDS} fields; make the file smaller`);
    }
    return this.text[this.at] === '"' ? this.quotedField() : this.plainField();
  }

  private plainField(): string {
    const end = this.find(/[,\r\n"]/g);
    if (this.text[end] === '"') {
      throw this.error(
        'found a quote inside a field; put the whole field in quotes and write its quotes twice'
      );
    }
    const field = this.text.slice(this.at, end);
    this.at = end;
    return field;
  }

  private quotedField(): string {
    const opened = this.line;
    let field = '';
    for (this.at += 1; ; this.at += 1) {
      const end = this.text.indexOf('"', this.at);
      if (end < 0) {
        throw new DataError(
          `${this.file}, line ${opened}: found a quoted field that never ends; expected a closing quote`
        );
      }
      field += this.text.slice(this.at, end);
      this.at = end + 1;
      if (this.text[this.at] !== '"') {
        break;
      }
      field += '"';
    }
    this.line += field.split('\n').length - 1;
    return field;
  }

  private endOfLine(): void {
    if (this.text.startsWith('\r\n', this.at)) {
      this.at += 2;
    } else if (this.text[this.at] === '\n') {
      this.at += 1;
    } else if (this.at < this.text.length) {
      const found = JSON.stringify(this.text[this.at]);
      throw this.error(`found ${found} after a field; expected a comma or the end of the line`);
    }
    this.line += 1;
  }

  private find(pattern: RegExp): number {
    pattern.lastIndex = this.at;
    return pattern.exec(this.text)?.index ?? this.text.length;
  }

  private error(message: string): DataError {
    return new DataError(`${this.file}, line ${this.line}: ${message}`);
  }
}

/**
 * Splits a text into records. A byte order mark at its beginning is passed over.
 *
 * @param file its name, for messages
 * @throws DataError naming file and line where the text breaks the rules of quoting
 */
export function parseRecords(text: string, file: string): CsvRecord[] {
  return new Reader(text.replace(/^\uFEFF/, ''), file).records();
}
