// The language of a cell with a study: the line of its magic, and YAML below. It goes before the notebook's own
// language, which takes YAML for Python.

import { defineLanguageFacet, Language, languageDataProp } from '@codemirror/language';
import { type Extension, Prec } from '@codemirror/state';
import { type Input, NodeType, Parser, type PartialParse, Tree } from '@lezer/common';
import { styleTags, tags } from '@lezer/highlight';
import { studyIn } from './study';

const data = defineLanguageFacet({ commentTokens: { line: '#' } });

const CELL = NodeType.define({
  id: 0,
  name: 'StudyCell',
  top: true,
  props: [[languageDataProp, data]]
});
const MAGIC = NodeType.define({
  id: 1,
  name: 'Magic',
  props: [styleTags({ Magic: tags.keyword })]
});
const RESULT = NodeType.define({
  id: 2,
  name: 'ResultName',
  props: [styleTags({ ResultName: tags.definition(tags.variableName) })]
});

/** A parse of the body, whose tree is put below the line of the magic. */
class CellParse implements PartialParse {
  constructor(
    private readonly body: PartialParse | null,
    private readonly head: string,
    private readonly end: number
  ) {}

  get parsedPos(): number {
    return this.body?.parsedPos ?? this.end;
  }

  get stoppedAt(): number | null {
    return this.body?.stoppedAt ?? null;
  }

  stopAt(place: number): void {
    // A parse can't stop before it begins.
    this.body?.stopAt(Math.max(place, this.head.length));
  }

  advance(): Tree | null {
    const body = this.body?.advance();
    if (body === null) return null;
    const words = [...this.head.matchAll(/\S+/g)];
    const nodes = words.map(
      (word, i) => new Tree(i === 0 ? MAGIC : RESULT, [], [], word[0].length)
    );
    const places = words.map(({ index }) => index);
    return body === undefined
      ? new Tree(CELL, nodes, places, this.end)
      : new Tree(
          CELL,
          [...nodes, body],
          [...places, this.head.length],
          this.head.length + body.length
        );
  }
}

class CellParser extends Parser {
  constructor(private readonly yaml: Parser) {
    super();
  }

  // Cells are short: each parse is a whole one, without what is left of the one before.
  override createParse(input: Input, _: unknown, ranges: readonly { to: number }[]): PartialParse {
    const end = ranges.at(-1)!.to;
    const start = Math.min(studyIn(input.read(0, end), 'cell')?.start ?? 0, end);
    const body = start < end ? this.yaml.startParse(input, [], [{ from: start, to: end }]) : null;
    return new CellParse(body, input.read(0, start), end);
  }
}

/**
 * Makes an editor take its text for a magic with YAML below.
 *
 * @param yaml JupyterLab's parser of YAML
 */
export function cellLanguage(yaml: Parser): Extension {
  return Prec.highest(new Language(data, new CellParser(yaml), [], 'percolab-study').extension);
}
