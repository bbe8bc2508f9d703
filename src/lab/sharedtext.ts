// Changes of a shared document as steps of their own: what undo takes back at once, and what people who edit together
// see as a change of some letters.

/** What of a shared text is needed to change it. */
export interface SharedText {
  getSource(): string;
  updateSource(start: number, end: number, value: string): void;
}

/**
 * Gives a shared text other content: only what differs is replaced, in an undo step of its own.
 *
 * @param shared a cell's text
 * @param text its new content
 */
export function putText(shared: SharedText, text: string): void {
  const before = shared.getSource();
  const most = Math.min(before.length, text.length);
  let start = 0;
  while (start < most && before[start] === text[start]) start++;
  let behind = 0;
  while (behind < most - start && before.at(-1 - behind) === text.at(-1 - behind)) behind++;
  // Half of a letter beyond U+FFFF is nothing that a shared document can hold.
  if (start > 0 && /[\ud800-\udbff]/.test(before[start - 1])) start--;
  if (behind > 0 && /[\udc00-\udfff]/.test(before.at(-behind)!)) behind--;
  endStep(shared);
  shared.updateSource(start, before.length - behind, text.slice(start, text.length - behind));
  endStep(shared);
}

/**
 * Ends the undo step of a shared document, if it has undo (its interface does not name that). Without it, changes within
 * half a second of each other are undone together.
 */
export function endStep(shared: object): void {
  (shared as Undoable).undoManager?.stopCapturing();
}

interface Undoable {
  readonly undoManager?: { stopCapturing(): void } | null;
}
