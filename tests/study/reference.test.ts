import { readFileSync } from 'node:fs';
import { allowed } from '../../src/study/allowed';
import { keysOf } from '../../src/study/keys';

const page = readFileSync('docs/study.md', 'utf8');

test.each(['percolation', 'dropout'] as const)(
  'docs/study.md lists every key of %s as it is',
  kind => {
    const section = page.split(`## ${kind}\n`)[1].split('\n## ')[0];
    const rows = section
      .split('\n')
      .filter(line => line.startsWith('| `'))
      .map(line => line.split('|').map(cell => cell.trim()));
    const expected = keysOf(kind).map(({ path, type, about, default: value }) => {
      const shown = Array.isArray(value) ? `[${value.join(', ')}]` : String(value);
      return [
        '',
        `\`${path}\``,
        allowed(type),
        value === undefined ? '' : `\`${shown}\``,
        about,
        ''
      ];
    });
    expect(rows).toEqual(expected);
  }
);
