// Which sources this program was built from, as the build says it (scripts/build/buildhash.cjs).

declare const PERCOLAB_BUILD: string | undefined;

/** Sixteen hexadecimal digits, the same for two builds of the same engine and study; 'sources' where nothing was built. */
export const BUILD = typeof PERCOLAB_BUILD === 'string' ? PERCOLAB_BUILD : 'sources';
