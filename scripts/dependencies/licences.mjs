// The licences under which a package may come with ours.

/** Who copies may do as they like, if notices go along. */
const PERMISSIVE = new Set([
  ...['0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'CC0-1.0'],
  ...['ISC', 'MIT', 'PSF-2.0', 'Unlicense', 'Zlib']
]);

/**
 * What JupyterLab brings to whoever installs our npm package, and no file of ours holds: icons and their font, and a
 * library whose licence is about changes of its own files.
 */
const BESIDE = new Set(['CC-BY-4.0', 'EPL-2.0', 'OFL-1.1']);

/**
 * Whether a package may be part of our files.
 *
 * @param {string} licence an expression of SPDX, without brackets in brackets
 */
export function mayBundle(licence) {
  return isWithin(licence, PERMISSIVE);
}

/**
 * Whether a package may be installed beside ours.
 *
 * @param {string} licence likewise
 */
export function mayComeBeside(licence) {
  return isWithin(licence, new Set([...PERMISSIVE, ...BESIDE]));
}

/** One of several is enough where a package gives the choice; where it names several, all hold. */
function isWithin(licence, allowed) {
  const choices = licence.replace(/^\((.*)\)$/, '$1').split(' OR ');
  return choices.some(choice => choice.split(' AND ').every(name => allowed.has(name)));
}
