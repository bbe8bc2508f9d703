// Keys pressed in a result belong to the result: with the focus on its table, x must not cut the cell.

const SUPPRESS = 'data-lm-suppress-shortcuts';

/**
 * Keeps plain keys that are pressed in results from JupyterLab's shortcuts, in all of the page.
 *
 * Shortcuts are matched from the focused element outwards, and the notebook's match that very element, so it is
 * there that they must be suppressed; of a result in a shadow root the notebook sees the root's host. JupyterLab listens
 * at the document, Notebook 7 in the capture phase: only the window is before both. Calling it again changes nothing.
 */
export function keepOwnKeys(): void {
  window.addEventListener('keydown', mark, true);
}

function mark(event: KeyboardEvent): void {
  const { target } = event;
  if (target instanceof Element && isIn(event, 'percolab-result')) {
    target.toggleAttribute(SUPPRESS, isOwn(event));
  }
}

/** Whether a key was pressed in an element of a class, also one in a shadow root. */
function isIn(event: KeyboardEvent, className: string): boolean {
  return event
    .composedPath()
    .some(node => node instanceof Element && node.classList.contains(className));
}

/**
 * Whether a key is for what has the focus: not Ctrl+S, nor Escape and Shift+Enter, which lead back to the cells. Among the
 * controls undo and redo are theirs, and an open menu has Escape for itself.
 */
function isOwn(event: KeyboardEvent): boolean {
  const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
  if ((ctrlKey || metaKey) && /^[zy]$/i.test(key)) return isIn(event, 'percolab-panel');
  if (key === 'Escape' && isIn(event, 'percolab-menu')) return true;
  const leads = key === 'Escape' || (key === 'Enter' && shiftKey);
  return !(leads || ctrlKey || metaKey || altKey);
}
