// A program: runs studies with a built engine and prints the fingerprints of their results as JSON.
// Arguments: the address of the engine's library, the number of workers, a file of studies by name.

import { readFileSync } from 'node:fs';
import type * as Library from '../../src/node';
import { printOf, type Print } from './prints';

const [library, workers, file] = process.argv.slice(2);
const { nodeHost, run } = (await import(library)) as typeof Library;
const host = nodeHost({ workers: Number(workers) });
const studies = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Library.StudyKeys>;
const prints: Record<string, Print> = {};
for (const [name, study] of Object.entries(studies)) {
  prints[name] = printOf(await run(study, { host }));
}
host.dispose();
process.stdout.write(`${JSON.stringify(prints, null, 2)}\n`);
