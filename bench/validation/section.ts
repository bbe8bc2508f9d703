// One section of docs/validation.md: its name on the command line, its Markdown on standard output.

import { coverageTable, coverageWords, percent, table, type Coverage } from './coverage';
import { decisions, errorRates, errorTable } from './decisions';
import { agreementTable, golden } from './golden';
import { lattices, latticeText } from './lattices';
import { means } from './means';
import { methods, methodsText } from './methods';
import { probabilities, wilsonExtremes } from './probabilities';
import { splitting } from './splitting';
import { scoreTable, training } from './training';

/** Studies of each interval. */
const STUDIES = 10_000;
/** Simulated cells of each error rate. */
const CELLS = 20_000;
/** Units of all trials of one lattice together. */
const WORK = 4e7;

function covered(all: readonly Coverage[]): string {
  return `${coverageWords(all)}\n\n${coverageTable(all)}`;
}

function wilsonTable(): string {
  const rows = [10, 30, 100, 1000, 10_000].map(trials => {
    const { least, at, mean } = wilsonExtremes(trials);
    return [String(trials), percent(mean), percent(least), at.toPrecision(3)];
  });
  return table(
    ['trials', 'mean coverage over theta, %', 'least, %', 'at theta (and 1 - theta)'],
    rows
  );
}

const SECTIONS: Readonly<Record<string, () => string | Promise<string>>> = {
  probabilities: async () => covered(await probabilities(STUDIES)),
  wilson: wilsonTable,
  means: async () => covered(await means(STUDIES)),
  splitting: async () => covered(await splitting(STUDIES)),
  decisions: async () => covered(await decisions(STUDIES)),
  errors: () => errorTable(errorRates(CELLS)),
  training: async () => scoreTable(await training(STUDIES)),
  golden: async () => agreementTable(await golden()),
  methods: async () => methodsText(await methods(200_000, 200)),
  lattices: async () => latticeText(await lattices(WORK))
};

const name = process.argv[2];
process.stdout.write(`${await SECTIONS[name]()}\n`);
