// Places in the text of a study that is being written, as a scan finds them; they count UTF-16 units from 0.

/** A key that is written with its colon. */
export interface Mention {
  /** Full path, e.g. `network.width`. */
  readonly path: string;
  readonly from: number;
  readonly to: number;
}

/** A scalar, or a list or mapping in brackets, as it is written; it belongs to the key `path`. */
export interface Token {
  readonly path: string;
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** Where the text ends: in the key of a group, in the value of a key, or where nothing can be offered. */
export type End =
  | { readonly is: 'key'; readonly group: string; readonly from: number }
  | {
      readonly is: 'value';
      readonly path: string;
      readonly from: number;
      /** Inside the brackets or behind the dash of a list. */
      readonly inList: boolean;
    }
  | { readonly is: 'nothing' };

/** What a scan finds. */
export interface Scan {
  readonly mentions: readonly Mention[];
  readonly tokens: readonly Token[];
  readonly end: End;
}
