// docs/randomness.md: the p-values of dieharder, stream by stream, beside what chance gives.

import { CONTROL, TESTS } from './battery.mjs';

/** What lies side by side in each stream. */
const STREAMS = {
  'one stream': 'words of one block, from a new one for each test',
  blocks: '256 consecutive blocks of trials, 64 words of each, then the next 256',
  cells: '256 consecutive cells of a grid, 64 words of each, then the next 256',
  seeds: '256 consecutive seeds (`a1`, `a2`, ...), 4096 words of each, then the next 256',
  purposes:
    'all purposes of one block (trials, data, weights, masks, ...), 64 words of each, then the next block',
  lanes: 'the four lanes of the SIMD kernels, 256 words of one block, then the next block',
  [CONTROL]: 'dieharder’s own generator AES_OFB, for comparison: tests are approximate too'
};

/** dieharder calls p-values nearer than this to 0 or 1 failed. */
const FAILED = 1e-6;

function table(head, rows) {
  const line = cells => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/**
 * @param {object} all
 * @param {string[]} all.streams names, in the order of columns
 * @param {object[]} all.done tests that were run
 * @param {number} all.weak distance from 0 or 1 below which a p-value is weak
 * @param {string} all.version of dieharder
 * @param {string} all.machine processor and Node
 */
export function page({ streams, done, weak, version, machine }) {
  const near = p => Math.min(p, 1 - p);
  const told = p => (near(p) < weak ? `**${p.toPrecision(4)}**` : p.toFixed(3));
  const of = (stream, index, again) =>
    done.find(each => each.stream === stream && each.index === index && each.again === again)
      ?.found ?? [];
  const firsts = stream => TESTS.flatMap((_, index) => of(stream, index, false));
  const chance = count => (count * 2 * weak).toFixed(1);
  const sums = streams.map(stream => {
    const values = firsts(stream).map(({ p }) => p);
    const some = values.filter(p => near(p) < weak);
    const failed = values.filter(p => near(p) < FAILED);
    return [
      stream,
      STREAMS[stream],
      String(values.length),
      `${some.length} (${chance(values.length)})`,
      String(failed.length)
    ];
  });
  const again = streams.flatMap(stream =>
    TESTS.flatMap((_, index) =>
      of(stream, index, false).flatMap((first, place) => {
        if (near(first.p) >= weak) return [];
        const second = of(stream, index, true)[place];
        const name = first.ntuple > 0 ? `${first.name}, ${first.ntuple}` : first.name;
        return [[stream, name, first.p.toPrecision(6), second ? told(second.p) : 'not run']];
      })
    )
  );
  const rows = TESTS.flatMap((args, index) => {
    const first = of(streams[0], index, false);
    if (first.length === 0) return [['', `\`${args.join(' ')}\``, '', ...streams.map(() => '')]];
    return first.map(({ name, ntuple, samples }, place) => [
      ntuple > 0 ? `${name}, ${ntuple}` : name,
      `\`${args.join(' ')}\``,
      String(samples),
      ...streams.map(stream => {
        const value = of(stream, index, false)[place];
        return value ? told(value.p) : '';
      })
    ]);
  });
  const own = streams.filter(stream => stream !== CONTROL).flatMap(firsts);
  const missing = streams.flatMap(stream =>
    TESTS.flatMap((_, index) => (of(stream, index, false).length === 0 ? [[stream, index]] : []))
  ).length;
  const unfinished =
    missing === 0
      ? ''
      : `**This run is unfinished**: ${missing} of ${streams.length * TESTS.length} tests are not run yet, and blank below; the same command goes on with them.\n\n`;
  const ownWeak = own.filter(({ p }) => near(p) < weak).length;
  const stillWeak = again.filter(
    ([stream, , , second]) => stream !== CONTROL && second.startsWith('*')
  );
  return `# Random streams

Made by \`node bench/randomness/run.mjs\`: dieharder ${version} on ${machine}.

A study's seed string gives a key (seedrandom), the key and (cell, block, purpose) a state (Philox4x32-10), and from there a stream runs
by itself (xoshiro128++; docs/theory.md, section 3). Studies draw from many such streams, so what matters is that neighbours have
nothing in common. Here they lie side by side: word i of streams 0, 1, 2, ..., then word i + 1 of each. The harder part is the
beginning of streams, so most give few words before the next ones come.

${unfinished}${table(['stream', 'what lies side by side', 'p-values', 'weak (by chance)', 'failed'], sums)}

_Weak_: the p-value is within ${weak} of 0 or 1, as it is once in a hundred by chance; _failed_: within ${FAILED}. Over all streams of ours
${ownWeak} of ${own.length} p-values are weak, by chance ${chance(own.length)} would be. They are looked at again, with four times as many
words, and others (where not yet, the table says so): ${stillWeak.length === 0 ? 'none was weak again.' : `${stillWeak.length} ${stillWeak.length === 1 ? 'was' : 'were'} weak again (in bold).`}

${table(['stream', 'test', 'p', 'p, second look'], again)}

Tests that dieharder itself calls suspect (OPSO, OQSO, DNA) or unfit (sums) are left out. Where its own sizes would take hours the samples are
smaller (\`-t\`), never fewer: of few samples its p-values lean to 1, those of any generator (of four samples of the lagged sum
92 of 300 p-values of AES were above 0.995, of twenty 18, of a hundred 5 to 6, where 1.5 are due). So p-values near 1 are
more frequent than chance has it, in our streams and in AES alike; those near 0 would be the sign of a bad generator.

A quick test of the same kind runs with the others (tests/engine/random/interleaved.test.ts).

## All p-values

The second column is what dieharder was given.

${table(['test', 'arguments', 'samples', ...streams], rows)}
`;
}
