// Folders that the engine makes for its client: private, and gone whoever ends first.

import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Lent } from '../../src/cli/lent';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'percolab-lent-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a folder is private, and goes when it is taken back before the client knew of it', () => {
  const lent = new Lent();
  const own = join(folder, 'own');
  lent.lend({ folder: own });
  expect(statSync(own).mode & 0o777).toBe(0o700);
  lent.takeBack({ folder: own });
  expect(existsSync(own)).toBe(false);
});

test('what this process has not made, it neither lends nor removes', () => {
  const lent = new Lent();
  expect(() => lent.lend({ folder })).toThrow('EEXIST');
  lent.takeBack({ folder });
  expect(existsSync(folder)).toBe(true);
});
