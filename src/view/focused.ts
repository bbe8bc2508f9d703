// Where the focus is, also in a shadow root, of which the document knows its host alone.

/** The element that has the focus in the tree of another; null where none has, or the tree is not in the page. */
export function focusedBeside(element: Element): Element | null {
  const root = element.getRootNode();
  return root instanceof Document || root instanceof ShadowRoot ? root.activeElement : null;
}
