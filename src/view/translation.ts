// What the view needs of a translator. JupyterLab's translation bundle is one; so is any function of its shape.

/** Gives interface text in the reader's language. */
export interface Translation {
  /**
   * Translates a sentence and fills in its `%1`, `%2`, ...
   *
   * @param text the sentence in English
   * @param values what stands for `%1`, `%2`, ... in order
   */
  __(text: string, ...values: (string | number)[]): string;
}
