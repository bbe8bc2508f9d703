// Runs a study through the whole pipeline in this thread, for tests of what comes out.

import type { Dataset } from '../../src/engine/dropout/dataset';
import type { DataSource } from '../../src/engine/dropout/source';
import { inlineHost } from '../../src/host/inline';
import type { Sources } from '../../src/study/prepare';
import { readStudy } from '../../src/study/read';
import type { Result } from '../../src/study/result';
import { runStudy } from '../../src/study/run';

/** Sources that have no graph, and no data but those of a function. */
export function sourcesOf(dataOf: (source: DataSource) => Dataset | null = () => null): Sources {
  return {
    loadData: source => Promise.resolve(dataOf(source)),
    loadGraph: file => Promise.reject(new Error(`there is no ${file}`))
  };
}

/**
 * Result of a study.
 *
 * @param text the study
 * @param sources where its data are
 * @param arrays name of data that stand beside the study
 */
export async function runHere(
  text: string,
  sources = sourcesOf(),
  arrays?: string
): Promise<Result> {
  const host = inlineHost();
  const result = await runStudy(readStudy(text, { arrays }), {
    host,
    ...sources,
    onProgress: () => undefined,
    signal: new AbortController().signal
  });
  host.dispose();
  return result;
}
