// Text that goes into a figure. Plotly reads names, titles and hover templates as pseudo-HTML with
// %{variables} and $formulas$; whatever comes from a payload must pass through `escaped` first.

const LONGEST = 60;

/**
 * A text that Plotly shows letter by letter: markup, template and formula characters become entities,
 * and texts longer than 60 characters are cut with an ellipsis.
 *
 * @param text any text, also hostile
 */
export function escaped(text: string): string {
  const letters = Array.from(text);
  const short = letters.length > LONGEST ? `${letters.slice(0, LONGEST - 1).join('')}…` : text;
  return short.replace(/[&<>%$]/g, letter => `&#${letter.codePointAt(0)};`);
}

/**
 * The text that Plotly would show: the inverse of `escaped` for texts that are not cut.
 *
 * @param text pseudo-HTML without tags
 */
export function unescaped(text: string): string {
  return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}
