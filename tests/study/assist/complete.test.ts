// Completion at many places of studies that are being written; | is the caret.

import fc from 'fast-check';
import { completions } from '../../../src/study/assist/complete';
import { tableOf } from '../../../src/study/assist/describe';
import { mappingsFor, valuesFor } from '../../../src/study/assist/examples';
import { FORMS } from '../../../src/study/family';
import type { Kind } from '../../../src/study/key';
import { readValues } from '../../../src/study/value';
import { parseSteps } from '../../../src/study/source';
import { atOnce } from '../../../src/study/steps';
import { readStudy } from '../../../src/study/read';
import { anyStudyText } from './text';

function at(marked: string, kind: Kind | null = 'percolation') {
  const offset = marked.indexOf('|');
  return completions(marked.slice(0, offset) + marked.slice(offset + 1), offset, kind);
}

function labels(marked: string, kind: Kind | null = 'percolation'): string[] {
  return at(marked, kind)?.items.map(({ label }) => label) ?? [];
}

/** The text after the first completion is taken. */
function taken(marked: string, kind: Kind | null = 'percolation'): string {
  const found = at(marked, kind)!;
  const [before, behind] = marked.split('|');
  return before.slice(0, found.from) + found.items[0].insert + behind;
}

describe('keys', () => {
  test('at the top, those of the kind', () => {
    expect(labels('|')).toEqual(
      expect.arrayContaining(['network', 'model', 'p', 'measure', 'trials'])
    );
    expect(labels('|')).not.toContain('steps');
    expect(labels('|', 'dropout')).toEqual(
      expect.arrayContaining(['data', 'arms', 'steps', 'optimizer'])
    );
    expect(labels('|', 'dropout')).not.toContain('measure');
  });

  test('none that is given already, above or below', () => {
    const found = labels('model: site\n|\ntrials: 100\nnetwork: {width: 8}');
    expect(found).not.toContain('model');
    expect(found).not.toContain('trials');
    expect(found).not.toContain('network');
    expect(found).toContain('seed');
  });

  test('the key that is being written stays', () => {
    expect(taken('mod|')).toBe('model: ');
    expect(taken('tri|als: 5')).toBe('trialsals: 5');
    expect(labels('trials|: 5')).toEqual(['trials']);
    expect(taken('tr|: 5')).toBe('trials: 5');
  });

  test.each([
    ['network: {|}', 'width'],
    ['network: {|', 'width'],
    ['network: {width: 8, |}', 'depth'],
    ['network: {width: 8, de|', 'depth'],
    ['network: {width: 8,\n  de|', 'depth'],
    ['network: {width: 8, de|\np: 0.5', 'depth'],
    ['network:\n  |', 'width'],
    ['network:\n  width: 8\n  |', 'depth'],
    ['network:\n  width: 8\n  d|\np: 0.5', 'depth'],
    ['network:\n    width: 8 # units\n    |\n', 'depth'],
    ['network: {widths: [3, 3], skip: {|}}', 'span'],
    ['network:\n  widths: [3, 3]\n  skip:\n    |', 'span'],
    ['network:\n  skip:\n    span: 2\n    |', 'removable'],
    ['network:\n  skip:\n    span: 2\n  w|', 'width'],
    ['network: {tree: {|', 'branching'],
    ['# a comment: {\nnetwork: {|', 'width'],
    ['seed: "a { b"\nnetwork: {|', 'width'],
    ['network:\r\n  width: 8\r\n  |\r\n', 'depth']
  ])('%j offers %s', (text, key) => {
    expect(labels(text)).toContain(key);
  });

  test('below a group, behind it the level above', () => {
    expect(labels('network:\n  width: 8\n|')).toContain('p');
    expect(labels('network:\n  width: 8\n|')).not.toContain('depth');
    expect(labels('network: {width: 8}\n|')).toContain('p');
  });

  test('of a form that is announced, no others', () => {
    expect(labels('network: {lattice: square, |}')).toEqual(['size', 'directed']);
    expect(labels('network: {width: 8, |}')[0]).toBe('depth');
    expect(labels('network: {width: 8, |}')).not.toContain('lattice');
    expect(labels('network: {edges: [[a, b]], |}')).toEqual(['inputs', 'outputs', 'kept']);
  });

  test('of the data that are named, no others', () => {
    expect(labels('data: {name: csv, |}', 'dropout')).toEqual(['path', 'label', 'task']);
    expect(labels('data: {name: teacher, |}', 'dropout')).toEqual([
      'task',
      'balance',
      'offset',
      'train',
      'test'
    ]);
    expect(labels('data: {name: mine, |}', 'dropout')).toEqual(['task']);
    expect(labels('data: {|}', 'dropout')).toContain('name');
  });

  test('rates by the model', () => {
    expect(labels('model: mixed\np|')).toEqual(['precision', 'p_input', 'p_site', 'p_bond']);
    expect(labels('model: site\np|')).toEqual(['precision', 'p_input', 'p']);
  });

  test('a file says its kind first', () => {
    expect(labels('|', null)[0]).toBe('study');
    expect(labels('study: dropout\n|', null)).toContain('steps');
    expect(labels('study: dropout\n|', null)).not.toContain('measure');
  });

  test('what is near, where nothing begins so', () => {
    expect(labels('netwrok|')).toEqual(['network']);
    expect(labels('star|')).toEqual(['theta_star']);
    expect(labels('xyzxyz|')).toEqual([]);
  });
});

describe('values', () => {
  test('choices, the default first', () => {
    expect(labels('model: |')).toEqual(['site', 'bond', 'mixed']);
    expect(labels('optimizer: {name: |', 'dropout')[0]).toBe('sgd');
    expect(labels('method: mon|')).toEqual(['montecarlo']);
    expect(labels('network:\n  activation: |', 'dropout')[0]).toBe('tanh');
  });

  test('in lists, those that are not there yet', () => {
    expect(labels('measure: [theta, |]')).not.toContain('theta');
    expect(labels('measure: [theta, |]')).toContain('threshold');
    expect(labels('measure:\n  - theta\n  - |')).toContain('threshold');
    expect(labels('measure:\n- theta\n- th|')).toEqual(['threshold']);
    expect(labels('arms: [|', 'dropout')).toContain('intact');
  });

  test('below brackets that were left open', () => {
    expect(labels('network: {width: 8\nmodel: |')).toEqual(['site', 'bond', 'mixed']);
  });

  test('booleans, the default first', () => {
    expect(labels('network: {lattice: square, directed: |}')).toEqual(['false', 'true']);
    expect(labels('force: t|')).toEqual(['true']);
  });

  test('ranges within what is allowed', () => {
    expect(labels('p: |')).toContain('0..1 by 0.02');
    expect(labels('p: |', 'dropout')).toContain('0..0.9 by 0.1');
    expect(labels('p: 0..1 b|')).toEqual(['0..1 by 0.02']);
    expect(labels('p: 0.2..0.9 |')).toEqual([
      '0.2..0.9 by 0.1',
      '0.2..0.9 in 11',
      '0.2..0.9 log 4'
    ]);
    expect(labels('network: {depth: 4..32 |')).toContain('4..32 by 4');
  });

  test('how a network can begin', () => {
    expect(labels('network: |')[0]).toBe('{width: 8, depth: 16}');
    expect(labels('network: |')).toContain('{tree: {branching: 2, depth: 8}}');
  });

  test('data by name', () => {
    expect(labels('data: |', 'dropout')).toEqual(expect.arrayContaining(['teacher', 'digits']));
    expect(labels('data:\n  name: |', 'dropout')).toEqual(['teacher', 'digits', 'mnist', 'csv']);
  });

  test('variables of the notebook, as data', () => {
    const offered = (text: string) =>
      completions(text, text.length, 'dropout', ['mine'])?.items.map(({ label }) => label);
    expect(offered('data: ')).toContain('mine');
    expect(offered('data: {name: mi')).toEqual(['mine']);
    expect(offered('model: ')).not.toContain('mine');
  });

  test('the kind of a file', () => {
    expect(labels('study: |', null)).toEqual(['percolation', 'dropout']);
  });

  test('a space that is missing behind the colon comes with the value', () => {
    expect(taken('model:|')).toBe('model: site');
    expect(taken('model: |')).toBe('model: site');
  });
});

test.each(['# mo|', 'seed: "mo|', 'network: {width: 8}|', 'network: {width: 8} |', 'p: 0.5 # a |'])(
  'nothing at %j',
  text => {
    expect(at(text)).toBeNull();
  }
);

test.each(['percolation', 'dropout'] as const)(
  'every value that is offered for a key of %s is valid',
  kind => {
    for (const key of tableOf(kind).filter(
      ({ type }) => type.is !== 'data' && type.is !== 'edges'
    )) {
      for (const value of valuesFor(key, '')) {
        const { root } = atOnce(parseSteps(value));
        const said: string[] = [];
        readValues(root!, key, ({ message }) => said.push(`${key.path}: ${value}: ${message}`));
        expect(said).toEqual([]);
      }
    }
  }
);

test('every network that is offered is valid', () => {
  const offered = mappingsFor('network');
  expect(offered.length).toBeGreaterThan(Object.keys(FORMS).length - 1);
  for (const network of offered) {
    expect(() => readStudy(`network: ${network}\np: 0.5`, { kind: 'percolation' })).not.toThrow();
  }
});

test('any text at any place gets an answer, and what it offers replaces text before the caret', () => {
  fc.assert(
    fc.property(
      anyStudyText,
      fc.nat(),
      fc.constantFrom('percolation', 'dropout', null),
      (text, n, kind) => {
        const offset = n % (text.length + 1);
        const found = completions(text, offset, kind);
        if (found) {
          expect(found.from).toBeGreaterThanOrEqual(0);
          expect(found.from).toBeLessThanOrEqual(offset);
          expect(found.items.length).toBeGreaterThan(0);
          expect(new Set(found.items.map(({ label }) => label)).size).toBe(found.items.length);
        }
      }
    ),
    { numRuns: 3000 }
  );
});

test('a caret outside the text gets nothing', () => {
  expect(completions('p: 1', -1, 'percolation')).toBeNull();
  expect(completions('p: 1', 5, 'percolation')).toBeNull();
  expect(completions('p: 1', Number.NaN, 'percolation')).toBeNull();
});
