// The words of docs/validation.md around its measured sections.

/** Largest differences by what a case has, as a Markdown table. */
function parityTable({ torch, steps, cases }) {
  const rows = ['optimizer', 'activation', 'loss', 'mask', 'model', 'arm'].flatMap(key => {
    const values = [...new Set(cases.map(each => each.case[key]))];
    return values.map(value => {
      const own = cases.filter(each => each.case[key] === value).map(({ worst }) => worst);
      return `| ${key} | ${value} | ${own.length} | ${Math.max(...own).toExponential(1)} |`;
    });
  });
  const all = cases.map(({ worst }) => worst).sort((a, b) => a - b);
  const median = all[Math.floor(all.length / 2)];
  return `${cases.length} trainings of ${steps} steps in torch ${torch}: the largest relative difference of the loss of any step is
${all.at(-1).toExponential(1)}, the median over trainings of their largest ${median.toExponential(1)}. Allowed by the test: 1e-5.

| what      | value | trainings | largest relative difference |
| --------- | ----- | --------- | --------------------------- |
${rows.join('\n')}`;
}

/**
 * @param {Record<string, string>} sections Markdown of each section
 * @param {object | null} parity what parity.py printed; null where torch is not installed
 * @param {string} machine processor, versions, date, seconds
 */
export function page(sections, parity, machine) {
  return `# Validation

Made by \`npm run validate\` on the sources beside it; no number here is written by hand. ${machine}

Seeds are part of the sources (bench/validation): the name of what is measured and a running number, so that another run
gives the same page. A short run of the same measurements is a test (tests/validation.test.ts).

## Intervals of probabilities

Each row is an interval as a result holds it (docs/study.md), over so many studies with seeds of their own, made by the public call.
Nominal coverage is 95 %. _Too low_: the whole interval lies below the true value. _By law_: where what is counted is binomial, or
its rank is, coverage follows exactly, whatever the software does; the measured one must agree with it. _Asked_: the test's least.
In brackets the 95 % interval of the measured coverage itself.

Known values: \`theta\` and \`threshold\` of complete layers from the exact chain, which is held against 25-digit references
below; the law of thresholds from (1 - p^W)^L.

${sections.probabilities}

Wilson's interval has 95 % on average over theta, and less at some: a rare event that is expected to be seen about 0.18 times
in all trials is missed most often, as its law says (Brown, Cai, DasGupta, Statistical Science 16 (2001) 101). Exactly:

${sections.wilson}

Where theta or 1 - theta is so small that its event is hardly seen, ask for an exact method or \`splitting\`. The interval of the
critical p and the two bands are never below 95 %. With \`precision\` the trials are chosen by a pilot of its own, and coverage
is that of their number.

## Intervals of means

\`reach\`, \`live\`, \`trainable\`, \`largest\`: shares, Wilson's interval with the variance that was seen; the columns are
means over layers of intervals, which is wider than need be. \`cut\`, \`paths\`, \`cluster\`: the same as shares of their range,
over the trials that have a value (\`cut\` those without open path, \`paths\` those with one). Known values: every mask, by a program that shares
nothing with the engine; for lattices the engine's enumeration.

${sections.means}

These intervals rest on the law of large numbers: with 30 trials some of them cover 92 to 94 %.

## Splitting

${sections.splitting}

## Decisions

Shares of runs that learn, on simulated cells (docs/theory.md, section 4), and the useful steps that \`safe_p\` promises.

${sections.decisions}

How often a difference is claimed where both arms have the same law:

${sections.errors}

## Training

What a result tells of training has no interval: it is told replicate by replicate, with medians and quartiles in figures. Means over
runs, beside what theory says exactly (z in standard errors):

${sections.training}

## Golden values

References in tests/golden come from other programs in higher precision.

${sections.golden}

## Methods against each other

theta of small networks by every method: exact ones, enumeration and the reliability polynomial must agree to rounding; samplers
(200,000 trials; splitting 200 runs) are told by their distance from it in standard errors.

${sections.methods}

## Known thresholds of lattices

The probability q_c of being kept at which an infinite lattice begins to conduct. A finite lattice is a study with measure
\`threshold\`: the median of its thresholds is where it conducts with probability 1/2, from the first row to the last, with free sides
(square) or around a cylinder (directed). Intervals are those of the sample alone: corrections to scaling of higher order than the fit's
come on top, and are the larger part of the difference for directed lattices.

${sections.lattices}

## PyTorch

The same initial weights, masks and batches, step by step; PyTorch in double precision (tests/python/test_parity.py).

${parity === null ? 'Not run: torch is not installed beside the Python that was used.' : parityTable(parity)}
`;
}
