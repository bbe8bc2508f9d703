// The tests of dieharder that are run, and running one of them on one stream of words.

import { spawn } from 'node:child_process';

/**
 * Tests that dieharder itself doesn't call suspect or unfit, as its arguments. Where its own sizes would take hours a
 * sample is smaller (-t), but not fewer than 100 are taken (-p), since of few samples dieharder's p-values lean to 1: of
 * four, a third of those of AES are above 0.995.
 */
export const TESTS = [
  ...[0, 3, 4, 8, 10, 11, 12, 15, 1].map(test => ['-d', test]),
  ['-d', 2, '-t', 4000],
  ['-d', 9],
  ['-d', 13, '-t', 10_000],
  ['-d', 16, '-t', 20_000],
  ['-d', 17, '-t', 100_000],
  ...[100, 101, 102].map(test => ['-d', test]),
  ...[1, 2, 4, 8, 12].map(n => ['-d', 200, '-n', n]),
  ...[2, 3, 4, 5].map(n => ['-d', 201, '-n', n, '-t', 2000, '-p', 100]),
  ...[2, 3, 4, 5].map(n => ['-d', 202, '-n', n]),
  ...[0, 1, 3, 7, 31].map(n => ['-d', 203, '-n', n, '-t', 20_000]),
  ...[204, 205, 206, 207, 208, 209].map(test => ['-d', test])
];

/** The stream that is dieharder's own, for comparison: AES in output feedback mode. */
export const CONTROL = 'AES';
const AES = '205';

/** Streams between the first of one test and the first of the next, so that each sees its own. */
const APART = 2 ** 24;
/** A second look at a p-value near 0 or 1 takes so many times more words. */
const MORE = 4;
/** Samples of a test where they are not 100. */
const SAMPLES = new Map([[204, 1000]]);
/** Tests that take a single sample, whose p-value is that sample's own, and its size. */
const SIZES = new Map([
  [205, 51_200_000],
  [206, 50_000],
  [207, 15_000_000],
  [208, 5_000_000],
  [209, 65_000_000]
]);

const FIELDS = ['test_name', 'ntuple', 'tsamples', 'psamples', 'pvalues'];

/**
 * Runs one test.
 *
 * @param {string} program script that writes words
 * @param {string} stream name of the stream
 * @param {number} index place in TESTS
 * @param {boolean} again whether this is a second look, at other words and more of them
 * @returns {Promise<{name: string, ntuple: number, samples: number, p: number}[]>}
 */
export function runTest(program, stream, index, again) {
  const first = (index + (again ? TESTS.length : 0)) * APART;
  const args = TESTS[index].map(String);
  if (again) {
    const test = Number(args[1]);
    const size = SIZES.get(test);
    args.push(
      ...(size ? ['-t', MORE * size] : ['-p', MORE * (SAMPLES.get(test) ?? 100)]).map(String)
    );
  }
  const isControl = stream === CONTROL;
  const generator = isControl ? ['-g', AES, '-S', String(first + 1)] : ['-g', '200'];
  const fields = FIELDS.flatMap(field => ['-D', field]);
  return new Promise((resolve, reject) => {
    const words = isControl
      ? null
      : spawn(process.execPath, [program, stream, String(first)], {
          stdio: ['ignore', 'pipe', 'inherit']
        });
    const test = spawn('dieharder', [...generator, '-k', '2', '-c', ',', ...fields, ...args], {
      stdio: [words?.stdout ?? 'ignore', 'pipe', 'inherit']
    });
    words?.stdout.destroy();
    let text = '';
    test.stdout.on('data', data => (text += data));
    test.on('error', reject);
    test.on('close', status => {
      words?.kill();
      if (status !== 0) reject(new Error(`dieharder ${args.join(' ')} ended with ${status}`));
      const lines = text.split('\n').map(line => line.split(',').map(cell => cell.trim()));
      resolve(
        lines
          .filter(cells => cells.length >= FIELDS.length && Number.isFinite(Number(cells[4])))
          .map(([name, ntuple, , samples, p]) => ({
            name,
            ntuple: Number(ntuple),
            samples: Number(samples),
            p: Number(p)
          }))
      );
    });
  });
}
