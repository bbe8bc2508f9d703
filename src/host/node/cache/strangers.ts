// Whether anyone else can have put something into a folder. Checksums tell damage and not deceit: on a machine that others
// use too, whoever can write into the cache can say what results are.

import { lstatSync, realpathSync, statSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';

const BY_GROUP_OR_OTHERS = 0o022;
const BY_OTHERS = 0o002;
/** Only its owner can remove or rename what is in such a folder, as in /tmp. */
const STICKY = 0o1000;

const REMEDY = 'name a folder of your own in PERCOLAB_CACHE';

/**
 * What lets strangers at a folder: another owner of it or of a link in its place, or rights to write to it or to change it
 * for another. The superuser is no stranger.
 *
 * @param folder an absolute path
 * @param user id of who trusts the folder; this process's user if not given
 * @returns what is wrong and the remedy; null where nothing is, where no folder is there, and on Windows, whose folders of
 *   users are closed to others
 */
export function strangersAt(
  folder: string,
  user: number | undefined = process.getuid?.()
): string | null {
  const found = user === undefined ? null : looked(folder);
  if (!found) {
    return null;
  }
  const isOwn = ({ uid }: Stats): boolean => uid === user || uid === 0;
  if (!isOwn(found.link) || !isOwn(found.target)) {
    return `${folder} belongs to another user; ${REMEDY}`;
  }
  if (found.target.mode & BY_GROUP_OR_OTHERS) {
    return `other users may write to ${folder}; take that from them (chmod go-w), or ${REMEDY}`;
  }
  const open = found.above.find(path => isOpen(statSync(path)));
  return open === undefined
    ? null
    : `every user may put another folder in the place of ${folder}, since all may write to ${open}; ${REMEDY}`;
}

function isOpen({ mode }: Stats): boolean {
  return (mode & BY_OTHERS) !== 0 && (mode & STICKY) === 0;
}

interface Looked {
  /** Of what stands at the path, which may be a link. */
  readonly link: Stats;
  /** Of the folder itself. */
  readonly target: Stats;
  /** The folders that it is in. */
  readonly above: readonly string[];
}

function looked(folder: string): Looked | null {
  try {
    const target = statSync(folder);
    return target.isDirectory()
      ? { link: lstatSync(folder), target, above: foldersAbove(realpathSync(folder)) }
      : null;
  } catch {
    // Missing or out of reach: whoever reads or writes there is told so.
    return null;
  }
}

function foldersAbove(path: string): string[] {
  const above = dirname(path);
  return above === path ? [] : [above, ...foldersAbove(above)];
}
