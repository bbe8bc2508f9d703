// What auditors have found, read from their reports. A finding is fatal where something can be done: for npm where it is
// severe, for Python, whose auditor knows no severity, where a version without it is there.

import { Failure } from '../failure.mjs';

/**
 * @typedef {object} Findings
 * @property {string[]} fatal a line for each finding that must not be shipped
 * @property {string[]} told a line for each other one
 * @property {number} looked how many packages were looked up; NaN where the report does not say
 */

const FATAL = ['high', 'critical'];

/**
 * Reads what `npm audit --json` prints.
 *
 * @param {string} text
 * @returns {Findings | string} why the registry has not answered, if it has not
 * @throws Failure when the text is neither
 */
export function npmFindings(text) {
  const { vulnerabilities, metadata, error, message } = parsed(text, 'npm audit');
  if (error !== undefined) return message ?? error.summary;
  const looked = metadata?.dependencies?.prod;
  if (typeof vulnerabilities !== 'object' || !Number.isInteger(looked)) {
    throw new Failure(`npm audit answers in a form that is not known: ${text.slice(0, 200)}`);
  }
  // What only depends on a package with a fault names that package, by a string.
  const advisories = Object.values(vulnerabilities)
    .flatMap(({ via }) => via)
    .filter(via => typeof via !== 'string');
  const line = ({ name, range, severity, title, url }) =>
    `${name} ${range}: ${title} (${severity}), ${url}`;
  const isFatal = ({ severity }) => FATAL.includes(severity);
  return {
    fatal: advisories.filter(isFatal).map(line),
    told: advisories.filter(advisory => !isFatal(advisory)).map(line),
    looked
  };
}

/**
 * Reads what `pip-audit --format json` prints.
 *
 * @param {string} text
 * @returns {Findings | string} why the registry has not answered, if it has not
 * @throws Failure when the text is no report
 */
export function pythonFindings(text) {
  const { dependencies } = parsed(text, 'pip-audit');
  if (!Array.isArray(dependencies)) {
    throw new Failure(`pip-audit answers in a form that is not known: ${text.slice(0, 200)}`);
  }
  const looked = dependencies.filter(({ vulns }) => vulns !== undefined);
  const skipped = dependencies.filter(({ vulns }) => vulns === undefined);
  if (looked.length === 0) return skipped[0]?.skip_reason ?? 'it was asked about no package';
  const found = looked.flatMap(({ name, version, vulns }) =>
    vulns.map(({ id, fix_versions: mended }) => ({
      mended: mended.length > 0,
      line: `${name} ${version}: ${id}, ${mended.length > 0 ? `mended in ${mended.join(', ')}` : 'not mended yet'}`
    }))
  );
  return {
    fatal: found.filter(({ mended }) => mended).map(({ line }) => line),
    told: [
      ...found.filter(({ mended }) => !mended).map(({ line }) => line),
      ...skipped.map(({ name, skip_reason: reason }) => `${name} was not looked up: ${reason}`)
    ],
    looked: looked.length
  };
}

function parsed(text, auditor) {
  try {
    return Object(JSON.parse(text));
  } catch {
    throw new Failure(`${auditor} answers no JSON: ${text.slice(0, 200) || 'nothing'}`);
  }
}
