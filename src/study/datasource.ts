// The data of a training study: which source its name means, and which keys go with it.

import type { Task } from '../engine/dropout/data/labels';
import type { DataSource } from '../engine/dropout/source';
import type { DataName, Setting } from './key';
import { KEYS } from './keys';
import { DATA_NAMES } from './keys/data';
import { numbersOf, say, valuesOf, type Reading } from './reading';
import type { Node } from './source';
import { suggest } from './suggest';
import { found, type Complain } from './value';

const GROUP = 'data.';

/** How sources that need more than a name are written. */
const EXAMPLES: Partial<Record<DataName, string>> = {
  mnist: '{name: mnist, path: FOLDER}',
  csv: '{name: csv, path: FILE, label: COLUMN}'
};

/** Sources whose labels are classes and nothing else. */
const IMAGES: readonly DataName[] = ['digits', 'mnist'];

/**
 * The source that a study names.
 *
 * @param node what was written; undefined means teacher
 * @param variable name of the arrays that were handed over beside the study, if any
 * @param complain told of a name that means nothing
 * @returns the source, or null when there was a mistake
 */
export function readDataName(
  node: Node | undefined,
  variable: string | undefined,
  complain: Complain
): DataName | null {
  if (node === undefined) {
    return 'teacher';
  }
  const name = node.is === 'scalar' && typeof node.value === 'string' ? node.value : '';
  if (variable !== undefined && name === variable) {
    return 'arrays';
  }
  const known = DATA_NAMES.find(each => each === name);
  if (known === undefined) {
    const near = suggest(name, DATA_NAMES);
    complain({
      at: node.at,
      key: 'data.name',
      message:
        `found ${found(node)}; allowed: ${DATA_NAMES.join(', ')}` +
        ` or, in a notebook, the name of a variable that holds a pair (X, y)${near ? `; did you mean ${near}?` : ''}`
    });
    return null;
  }
  return known;
}

function checkTask(reading: Reading, source: DataName): void {
  const tasks = valuesOf(reading, 'data.task');
  if (IMAGES.includes(source) && tasks.includes('regression')) {
    say(reading, 'data.task', `found regression; ${source} has classes: remove task`);
  } else if (source !== 'teacher' && tasks.length > 1) {
    say(
      reading,
      'data.task',
      'only the teacher can be asked both; give the other task a study of its own'
    );
  }
}

function checkBalance(reading: Reading): void {
  if (valuesOf(reading, 'data.task').includes('regression')) {
    say(reading, 'data.balance', 'regression has no classes; remove balance, or take offset');
  }
  if (numbersOf(reading, 'data.offset').some(offset => offset !== 0)) {
    say(
      reading,
      'data.balance',
      'offset says how the classes lie; keep one of the two (an offset b gives class 1 the share Phi(b))'
    );
  }
}

/**
 * Keys of `data`: those that the source needs are there, no others, and they agree.
 *
 * @param reading a dropout study
 * @param source what readDataName gave
 */
export function checkData(reading: Reading, source: DataName): void {
  const keys = KEYS.filter(({ path }) => path.startsWith(GROUP));
  const has = keys.filter(({ sources }) => sources?.includes(source) ?? true);
  const name = source === 'arrays' ? 'a variable' : source;
  for (const { path } of keys.filter(key => reading.given(key.path) && !has.includes(key))) {
    const names = has.map(key => key.path.slice(GROUP.length)).join(', ');
    say(reading, path, `${name} has no such key; allowed with it: ${names}`);
  }
  if (EXAMPLES[source] && !valuesOf(reading, 'data.path')[0]) {
    const message = `${source} needs a path; write data: ${EXAMPLES[source]}`;
    reading.complain({ at: reading.at('data.name'), key: 'data.path', message });
  }
  checkTask(reading, source);
  if (reading.given('data.balance')) {
    checkBalance(reading);
  }
}

/**
 * The data source of a study whose keys have been checked.
 *
 * @param settings the study's values
 * @param source what readDataName gave
 */
export function dataSourceOf(
  settings: ReadonlyMap<string, readonly Setting[]>,
  source: DataName
): DataSource {
  const one = (name: string): string => settings.get(`data.${name}`)?.[0] as string;
  const task = (settings.get('data.task')?.[0] ?? null) as Task | null;
  const classes = (settings.get('data.classes') ?? null) as readonly number[] | null;
  switch (source) {
    case 'teacher':
      return { name: source };
    case 'digits':
      return { name: source, classes };
    case 'mnist':
      return { name: source, path: one('path'), classes };
    case 'csv': {
      const label = (settings.get('data.label') ?? null) as readonly string[] | null;
      return { name: source, path: one('path'), label, task };
    }
    case 'arrays':
      return { name: source, variable: one('name'), task };
  }
}
