// The nearest valid word to a misspelt one.

/** Insertions, deletions, substitutions and swaps of neighbours that turn a into b (Damerau, 1964). */
function distance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, rows[i - 2][j - 2] + 1);
      }
      row.push(best);
    }
    rows.push(row);
  }
  return rows[a.length][b.length];
}

/**
 * The candidate nearest to `word`, if one is near enough to have been meant.
 *
 * @param word what was written; case is ignored
 * @param candidates valid words
 */
export function suggest(word: string, candidates: readonly string[]): string | undefined {
  const written = word.slice(0, 40).toLowerCase();
  const ranked = candidates
    .map(candidate => ({ candidate, steps: distance(written, candidate.toLowerCase()) }))
    .filter(({ candidate, steps }) => steps <= Math.max(1, Math.round(candidate.length / 3)))
    .sort((a, b) => a.steps - b.steps);
  return ranked[0]?.candidate;
}

/** `p = 0.5`, as Python has it, the way that studies write it. */
export function withColon(text: string): string {
  const at = text.indexOf('=');
  return at < 0 ? text.trim() : `${text.slice(0, at).trim()}: ${text.slice(at + 1).trim()}`;
}

/**
 * What to do about a key that does not exist, as words behind `unknown key;`, or nothing.
 *
 * @param key what was written; YAML takes `width:8`, without a space, for a key
 * @param candidates valid keys
 */
export function keyHint(key: string, candidates: readonly string[]): string {
  const [name] = key.split(':', 1);
  if (name !== key && candidates.includes(name)) {
    return ` put a space after the colon: ${name}: ...;`;
  }
  const [left] = key.split('=', 1);
  if (left !== key && candidates.includes(left.trim())) {
    return ` write ${withColon(key)};`;
  }
  const near = suggest(key, candidates);
  return near ? ` did you mean ${near}?` : '';
}
