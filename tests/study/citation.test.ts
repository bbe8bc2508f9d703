// The reference for a result names the software, the study and the numbers, and the paper for its own models alone.

import { citation } from '../../src/study/citation';
import { studyHash } from '../../src/study/hash';
import type { Result } from '../../src/study/result';
import { runHere } from './runstudy';

const run = (text: string): Promise<Result> => runHere(`study: percolation\np: 0.5\n${text}`);

test('version, study and digest stand in both forms', async () => {
  const result = await run('network: {width: 4, depth: 3}');
  const { plain, bibtex } = citation(result);
  for (const text of [plain, bibtex]) {
    expect(text).toContain(result.percolab);
    expect(text).toContain(studyHash(result.study));
    expect(text).toContain(result.digest);
    expect(text).toContain('The Percolab developers');
    expect(text).toContain('2512.13853');
  }
  expect(bibtex).toMatch(/^@software\{percolab_[0-9a-f]{8},\n/);
  expect(bibtex.split('{').length).toBe(bibtex.split('}').length);
});

test.each([
  ['network: {widths: [4, 3, 2]}'],
  ['network: {width: 4, depth: 3, density: 0.5}'],
  ['network: {width: 4, depth: 3, skip: {span: 2}}'],
  ['network: {lattice: square, size: [3, 3]}\nmodel: bond']
])('the paper is not named for what is not in it: %s', async text => {
  const { plain, bibtex } = citation(await run(text));
  expect(plain + bibtex).not.toMatch(/arxiv|Devlin/i);
});

test('nor for mixed removal, and a hostile version adds nothing', async () => {
  const mixed = await runHere(
    'study: percolation\nnetwork: {width: 4, depth: 3}\nmodel: mixed\np_site: 0.1\np_bond: 0.2'
  );
  const { bibtex } = citation({ ...mixed, percolab: '1}, \\input{x' });
  expect(bibtex).toContain('version = {1inputx}');
  expect(bibtex).not.toContain('Devlin');
});
