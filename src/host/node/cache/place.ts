// Where the cache is and how large it may become: environment variables, or what the platform has for such files.

import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { HostError } from '../../host';

/** MiB of the cache where nothing else is said. */
const USUAL_LIMIT = 1024;
const MIB = 2 ** 20;

/** A folder of ours, and most bytes of it. */
export interface CachePlace {
  readonly folder: string;
  /** 0 where nothing is kept. */
  readonly limit: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

function platformFolder(environment: Environment, platform: NodeJS.Platform): string {
  switch (platform) {
    case 'win32':
      return environment['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local');
    case 'darwin':
      return join(homedir(), 'Library', 'Caches');
    default:
      return environment['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  }
}

function limitIn(text: string | undefined): number {
  if (text === undefined || text === '') {
    return USUAL_LIMIT;
  }
  if (!/^\d{1,9}$/.test(text)) {
    throw new HostError(
      `PERCOLAB_CACHE_LIMIT: found ${text}; allowed: MiB as an integer, 0 for no cache`
    );
  }
  return Number(text);
}

/**
 * The place of the cache: `PERCOLAB_CACHE`, else `percolab` in the platform's folder for caches; at most
 * `PERCOLAB_CACHE_LIMIT` MiB, 1024 if not given, 0 for no cache.
 *
 * @param environment environment variables of the process
 * @param platform the process's own if not given
 * @throws HostError where the limit is no number
 */
export function cachePlace(
  environment: Environment,
  platform: NodeJS.Platform = process.platform
): CachePlace {
  return {
    folder: resolve(
      environment['PERCOLAB_CACHE'] || join(platformFolder(environment, platform), 'percolab')
    ),
    limit: limitIn(environment['PERCOLAB_CACHE_LIMIT']) * MIB
  };
}
