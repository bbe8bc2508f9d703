// The long run of one door: `npm run fuzz -- DOOR --runs N --seed N`. What it finds is written down with its input,
// and becomes a line of found.ts when the door is mended. Ctrl-C ends it, with what it has found until then.

import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { DOORS } from './doors';
import { guided } from './guided';

const [name, runs, seed, folder] = process.argv.slice(2);
let told = Date.now();
let isStopped = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    isStopped = true;
  });
}
const ran = await guided(
  DOORS[name],
  Number(runs),
  Number(seed),
  basename(import.meta.filename),
  async so => {
    if (Date.now() - told >= 30_000) {
      told = Date.now();
      process.stderr.write(
        `${name}: ${so.runs} of ${runs}, ${so.kept} inputs kept, ${so.blocks} blocks, ${so.found.length} faults\n`
      );
    }
    // Signals are heard between tasks.
    await setImmediate();
    return !isStopped;
  }
);
mkdirSync(folder, { recursive: true });
ran.found.forEach(({ bytes, fault, seed: own }, i) => {
  const file = join(folder, `${name}-${seed}-${i}.txt`);
  writeFileSync(
    file,
    `${JSON.stringify(Buffer.from(bytes).toString('base64'))}\n${own}\n${fault.stack}\n`
  );
  process.stdout.write(`${name}: ${fault.name}: ${fault.message.slice(0, 300)}\n  in ${file}\n`);
});
process.stdout.write(
  `${name}: ${ran.runs} inputs with seed ${seed}, ${ran.kept} of them kept for new code, ${ran.blocks} blocks covered, ${ran.found.length} faults\n`
);
process.exitCode = ran.found.length > 0 ? 1 : 0;
