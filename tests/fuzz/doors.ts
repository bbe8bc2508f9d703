// The public doors, in one table: what comes in as bytes, what a good input looks like, and what must hold of any other.

import { PassThrough } from 'node:stream';
import { StreamMessageReader } from 'vscode-jsonrpc/node';
import { parseCsv } from '../../src/engine/dropout/data/csv';
import { parseIdx } from '../../src/engine/dropout/data/idx';
import { labelledImages } from '../../src/engine/dropout/data/images';
import { DataError } from '../../src/engine/dropout/dataset';
import {
  edgeList,
  GraphError,
  type GraphFile,
  type NamedEdges
} from '../../src/engine/network/edges';
import { parseCsvGraph } from '../../src/engine/network/graphfile/csv';
import { parseGraphml } from '../../src/engine/network/graphfile/graphml';
import { parseNodeLink } from '../../src/engine/network/graphfile/nodelink';
import { completeCell, hoverCell } from '../../src/cli/typing';
import { fromWire, toWire, WireError } from '../../src/host/wire';
import { readProgress } from '../../src/lab/progress/payload';
import { underlines } from '../../src/study/assist/underline';
import { bindStudy } from '../../src/study/bind';
import { readAgain } from '../../src/study/change';
import { StudyError } from '../../src/study/diagnostic';
import { described } from '../../src/study/figure';
import { studyHash } from '../../src/study/hash';
import { markup } from '../../src/study/markup';
import { parseResult, PayloadError } from '../../src/study/payload';
import { picture } from '../../src/study/picture';
import { LONGEST_RANGE, RangeFault, readRange } from '../../src/study/range';
import { MOST_CELLS, readStudy } from '../../src/study/read';
import { atOnce } from '../../src/study/steps';
import { cellCount, resolve, type Study } from '../../src/study/study';
import { EditError, editedText, textMeaning } from '../../src/study/yaml/edit';
import * as samples from './samples';

type Class = abstract new (...words: never[]) => Error;

/** Where strangers' bytes come in. */
export interface Door {
  /** What a door refuses with; every other error is a fault of the door. */
  readonly refusals: readonly Class[];
  readonly samples: readonly Uint8Array[];
  /** What the format is made of. */
  readonly words: readonly Uint8Array[];
  /** Goes through the door; throws Broken where what came out is not what it must be. */
  enter(bytes: Uint8Array): void | Promise<void>;
}

/** A promise of a door that it did not keep. */
export class Broken extends Error {
  override readonly name = 'Broken';
}

function hold(condition: boolean, promise: string): void {
  if (!condition) throw new Broken(promise);
}

/** Most characters of what a door says of an input: nobody reads more, and a stranger's file is not to be quoted. */
const LONGEST_MESSAGE = 20_000;

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const wordsOf = (text: string): Uint8Array[] =>
  text.split(' ').map(word => bytesOf(word.replaceAll('_', ' ').replaceAll('¶', '\n')));

function textDoor(
  given: readonly string[],
  words: string,
  refusals: readonly Class[],
  enter: (text: string) => void
): Door {
  return {
    refusals,
    samples: given.map(bytesOf),
    words: wordsOf(words),
    enter: bytes => enter(textOf(bytes))
  };
}

function hashOf(study: Study): string {
  return studyHash(resolve(study));
}

/** The hash of a study with what its teacher implies, which its text may say or not. */
function meaningOf(study: Study): string {
  return hashOf(study.data?.name === 'teacher' ? atOnce(bindStudy(study, null)) : study);
}

function enterStudy(text: string): void {
  const study = readStudy(text);
  hold(cellCount(study) >= 1 && cellCount(study) <= MOST_CELLS, 'a grid within its limits');
  hold(hashOf(readAgain(resolve(study))) === hashOf(study), 'the resolved study is the same study');
}

function enterEdit(text: string): void {
  const [first, second = first] = text.split('\n===\n');
  const [asked, wanted] = [readStudy(first), readStudy(second)];
  const seeded = editedText(first, new Map([['seed', ['x: y']]]));
  hold(readStudy(seeded).settings.get('seed')?.[0] === 'x: y', 'the new seed is read back');
  if (asked.kind !== wanted.kind || asked.graph || wanted.graph) return;
  const edited = textMeaning(first, wanted);
  hold(meaningOf(readStudy(edited)) === meaningOf(wanted), 'the edited text means the other study');
}

function enterRange(text: string): void {
  for (const integers of [false, true]) {
    const values = readRange(text, integers);
    hold(values.length >= 1 && values.length <= LONGEST_RANGE, 'a range within its limits');
    hold(values.every(Number.isFinite), 'finite numbers');
    hold(new Set(values).size === values.length, 'each value once');
  }
}

type NamedGraph = GraphFile<NamedEdges>;

function checkGraph(graph: NamedGraph, read: (text: string, file: string) => NamedGraph): void {
  hold(graph.edges.length > 0 && graph.edges.flat().every(name => name !== ''), 'edges with names');
  const { names, source, target } = edgeList(graph.edges, graph.inputs, graph.outputs);
  hold(
    source.every((from, i) => from < target[i] && target[i] < names.length),
    'a sorted graph'
  );
  const units = [...new Set(graph.edges.flat())];
  const nodes = units.map(id => ({
    id,
    input: graph.inputs?.includes(id) ?? false,
    output: graph.outputs?.includes(id) ?? false
  }));
  const links = graph.edges.map(([from, to]) => ({ source: from, target: to }));
  const again = read(JSON.stringify({ directed: true, nodes, links }), 'again');
  hold(JSON.stringify(again.edges) === JSON.stringify(graph.edges), 'the same edges again');
}

function enterCsv(text: string): void {
  for (const task of [null, 'classification', 'regression'] as const) {
    const { train, inputs } = parseCsv(text, null, task, 'f');
    hold(train.x.every(Number.isFinite), 'finite inputs');
    hold(train.x.length === inputs * train.y.length, 'a row of inputs for each label');
  }
}

function enterIdx(bytes: Uint8Array): void {
  const { dimensions, values } = parseIdx(bytes, 'f');
  hold(dimensions.reduce((a, b) => a * b, 1) === values.length, 'as many numbers as it says');
  if (dimensions.length !== 3) return;
  const count = Math.min(dimensions[0], 100);
  const labels = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, count, ...new Uint8Array(count));
  const { examples } = labelledImages({ name: 'f', bytes }, { name: 'l', bytes: labels }, 255);
  hold(
    examples.x.every(x => x >= 0 && x <= 1),
    'inputs from 0 to 1'
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function enterPayload(text: string): void {
  const result = parseResult(parsed(text));
  hold(
    JSON.stringify(parseResult(JSON.parse(JSON.stringify(result)))) === JSON.stringify(result),
    'what is believed is believed again'
  );
  const isOwn = (value: object): boolean => Object.getPrototypeOf(value) === Object.prototype;
  hold(isOwn(result) && isOwn(result.columns), 'plain objects');
}

/** Results as columns of a figure: what can't be drawn is refused by the caller, but text must never become markup. */
function enterFigure(text: string): void {
  const result = parseResult(parsed(text));
  let drawn;
  try {
    const shown = described(result);
    drawn = picture(result, shown) + markup(result, shown);
  } catch {
    // The view says that these columns make no figure.
    return;
  }
  const tags = new Set([...drawn.matchAll(/<\/?([a-z]+)/gi)].map(([, name]) => name.toLowerCase()));
  const strange = [...tags].filter(tag => !samples.DRAWN_TAGS.includes(tag));
  hold(strange.length === 0, `no element but our own, found ${strange.join()}`);
  hold(
    !/\son\w+=|javascript:|(?:href|src)=(?!["']?(?:data:|#))/i.test(unquoted(drawn)),
    'no script and no address'
  );
}

/** Markup without its text, in which any words may stand. */
function unquoted(drawn: string): string {
  return (drawn.match(/<[^>]*>/g) ?? []).join('').replace(/(aria-label|title|alt)="[^"]*"/g, '');
}

function enterWire(bytes: Uint8Array): void {
  const value = fromWire(bytes);
  const again = fromWire(toWire(value));
  hold(Buffer.from(toWire(again)).equals(Buffer.from(toWire(value))), 'the same value again');
}

async function enterFrames(bytes: Uint8Array): Promise<void> {
  const stream = new PassThrough();
  const reader = new StreamMessageReader(stream);
  // No timer of its own outlives the stream.
  reader.partialMessageTimeout = 0;
  let fault: Error | null = null;
  const ended = new Promise<void>(done => {
    reader.onClose(() => done());
    reader.onError(error => {
      fault = error;
      done();
    });
  });
  reader.listen(message => hold(typeof message === 'object', 'a message is an object'));
  stream.end(bytes);
  await ended;
  reader.dispose();
  hold(fault === null || (fault as Error) instanceof Error, 'a fault is an error');
}

function enterTyping(text: string): void {
  for (const cell of [text, `%%percolation\n${text}`, `%%dropout\n${text}`]) {
    const offset = Math.floor(cell.length / 2);
    const answer = completeCell({ cell, offset, variables: ['pair'] });
    hold(
      answer === null || (answer.from >= 0 && answer.from <= offset),
      'a place before the cursor'
    );
    hoverCell({ cell, offset });
  }
  for (const { from, to } of underlines(text, 'percolation')) {
    hold(0 <= from && from <= to && to <= text.length, 'a place in the text');
  }
}

function enterProgress(text: string): void {
  const progress = readProgress(parsed(text));
  hold(progress === null || progress.name.length <= 60, 'a short name');
}

const XML =
  '<graphml> </graphml> <graph <node <edge <key <data /> > </ = " \' <!-- --> <![CDATA[ ]]> <? ?> <!DOCTYPE &lt; &#0; &#x110000; &a; id= source= target= for= attr.name= input output edgedefault= directed true';
const JSON_WORDS =
  '{ } [ ] , : " null true {}, [], "id": "nodes": "links": "edges": "source": "target": "directed":true "__proto__": "constructor": \\u0000 \\ud800 <script> </script> <img_src=x>';
const YAML =
  'width: depth: network: widths: p: model: site bond seed: study:_percolation study:_dropout data: [ ] { } , : ¶ ¶__ -_ ?_ #_ " \' | > &a_ *a <<: !!binary !!js/function %YAML --- ... .. _by_ _in_ _log_ 0..1_by_0.02 1..9_in_5 __proto__: constructor: none true ¶===¶ edges: file: lattice: tree: skip: force: measure: optimizer: 1e5';

export const DOORS: Readonly<Record<string, Door>> = {
  study: textDoor(samples.STUDIES, YAML, [StudyError], enterStudy),
  edit: textDoor(samples.EDITS, YAML, [StudyError, EditError], enterEdit),
  typing: textDoor(samples.STUDIES, YAML, [], enterTyping),
  range: textDoor(
    samples.RANGES,
    '.. _by_ _in_ _log_ e E + - . 0 9 _ 000000000000',
    [RangeFault],
    enterRange
  ),
  'graph-csv': textDoor(
    samples.CSV_GRAPHS,
    ', ¶ " "" \r\n from,to u,v a b \ufeff',
    [GraphError],
    text => checkGraph(parseCsvGraph(text, 'f'), parseNodeLink)
  ),
  graphml: textDoor(samples.GRAPHML, XML, [GraphError], text =>
    checkGraph(parseGraphml(text, 'f'), parseNodeLink)
  ),
  'node-link': textDoor(samples.NODE_LINK, JSON_WORDS, [GraphError], text =>
    checkGraph(parseNodeLink(text, 'f'), parseNodeLink)
  ),
  csv: textDoor(
    samples.CSV_DATA,
    ', ¶ " "" \r\n 1e308 1e-320 -0 x nan 0.5 \ufeff',
    [DataError],
    enterCsv
  ),
  idx: { refusals: [DataError], samples: samples.IDX, words: samples.IDX_WORDS, enter: enterIdx },
  payload: textDoor(
    samples.PAYLOADS,
    `${JSON_WORDS} "columns": "row": "profiles": "masks": "traces":`,
    [PayloadError],
    enterPayload
  ),
  figure: textDoor(
    samples.PAYLOADS,
    `${JSON_WORDS} "columns": "NaN" "Infinity" "p": "theta": "width":`,
    [PayloadError],
    enterFigure
  ),
  progress: textDoor(samples.PROGRESS, JSON_WORDS, [], enterProgress),
  wire: {
    refusals: [WireError],
    samples: samples.WIRE,
    words: samples.WIRE_WORDS,
    enter: enterWire
  },
  frames: {
    refusals: [],
    samples: samples.FRAMES,
    words: wordsOf(
      'Content-Length:_ Content-Type: \r\n \r\n\r\n {} [] "jsonrpc":"2.0" "id":1 "method":"check" 0 -1 999999999999'
    ),
    enter: enterFrames
  }
};

/**
 * Goes through a door.
 *
 * @returns what is wrong with the door; null where it kept its promises
 */
export async function faultOf(door: Door, bytes: Uint8Array): Promise<Error | null> {
  try {
    await door.enter(bytes);
    return null;
  } catch (error) {
    if (!(error instanceof Error)) return new Broken(`threw ${String(error)}, which is no error`);
    const isRefusal = door.refusals.some(refusal => error instanceof refusal);
    if (!isRefusal) return error;
    return error.message.length > LONGEST_MESSAGE
      ? new Broken(`a message of ${error.message.length} characters`)
      : null;
  }
}
