// `npm run audit`: looks up known faults of the packages that users get with ours. Where a registry can't be asked, that is
// said in a line and no fault.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './checkout.mjs';
import { runCommand } from './command.mjs';
import { npmFindings, pythonFindings } from './dependencies/audit.mjs';
import { prepareDependencies } from './dependencies/prepare.mjs';
import { shippedPython } from './dependencies/python.mjs';
import { environmentProgram } from './environment.mjs';
import { Failure } from './failure.mjs';
import { npm } from './npm.mjs';

/** Both end with 1 also where they have found something, or could not ask. */
const EXPECTED = [0, 1];

function ask([program, ...args]) {
  const { error, status, stdout, stderr } = spawnSync(program, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    shell: program === 'npm' && process.platform === 'win32'
  });
  if (error || !EXPECTED.includes(status)) {
    throw new Failure(`${program} ${args.join(' ')} failed: ${error?.message ?? stderr}`);
  }
  return { stdout, stderr };
}

function auditNpm() {
  const { stdout } = ask(npm('audit', '--omit=dev', '--json', '--fetch-retries=0'));
  return npmFindings(stdout);
}

async function auditPython() {
  const folder = mkdtempSync(join(tmpdir(), 'percolab-audit-'));
  try {
    const list = join(folder, 'requirements.txt');
    const pins = (await shippedPython()).map(({ name, version }) => `${name}==${version}\n`);
    writeFileSync(list, pins.join(''));
    const options = ['--format', 'json', '--progress-spinner', 'off', '--disable-pip', '--no-deps'];
    const asked = ask([environmentProgram('pip-audit'), ...options, '--requirement', list]);
    // Without a report its last line says what kept it from one.
    return asked.stdout ? pythonFindings(asked.stdout) : asked.stderr.trim().split('\n').at(-1);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Says what was found; whether anything of it is fatal. */
function report(kind, findings) {
  const say = line => process.stderr.write(`percolab: ${kind} packages: ${line}\n`);
  if (typeof findings === 'string') {
    say(`not audited, since the registry gives no answer: ${findings}`);
    return false;
  }
  const { fatal, told, looked } = findings;
  for (const line of told) say(line);
  for (const line of fatal) say(`FAULT: ${line}`);
  say(`${looked} audited, ${fatal.length} faults to mend`);
  return fatal.length > 0;
}

await runCommand(async () => {
  await prepareDependencies();
  const isFaulty = [report('npm', auditNpm()), report('Python', await auditPython())];
  return isFaulty.includes(true) ? 1 : 0;
});
