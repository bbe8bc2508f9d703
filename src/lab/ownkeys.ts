// Keys pressed in a result belong to the result: with the focus on its table, x must not cut the cell.

const SUPPRESS = 'data-lm-suppress-shortcuts';

/**
 * Keeps plain keys that are pressed in results from JupyterLab's shortcuts, in all of the page.
 *
 * Shortcuts are matched from the focused element outwards, and the notebook's match that very element, so it is
 * there that they must be suppressed. JupyterLab listens at the document, Notebook 7 in the capture phase: only
 * the window is before both. Calling it again changes nothing.
 */
export function keepOwnKeys(): void {
  window.addEventListener('keydown', mark, true);
}

function mark(event: KeyboardEvent): void {
  const { target } = event;
  if (target instanceof Element && target.closest('.percolab-result') !== null) {
    target.toggleAttribute(SUPPRESS, isOwn(event));
  }
}

/**
 * Whether a key is for what has the focus: not Ctrl+S, nor Escape and Shift+Enter, which lead back to the cells. Among the
 * controls undo and redo are theirs.
 */
function isOwn({ key, target, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  if ((ctrlKey || metaKey) && /^[zy]$/i.test(key)) {
    return (target as Element).closest('.percolab-panel') !== null;
  }
  const leads = key === 'Escape' || (key === 'Enter' && shiftKey);
  return !(leads || ctrlKey || metaKey || altKey);
}
