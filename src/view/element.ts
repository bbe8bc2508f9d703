// Elements made of text alone. All that the view shows passes through here or through textContent,
// so nothing in a result can become markup.

/**
 * Makes an element.
 *
 * @param tag the element's name
 * @param className the part of the class after `percolab-`; none when empty
 * @param content text, shown literally, and elements, in order
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className: string,
  ...content: (string | Node)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  if (className !== '') made.className = `percolab-${className}`;
  made.append(...content);
  return made;
}
