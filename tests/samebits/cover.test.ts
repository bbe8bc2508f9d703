// The set leaves nothing out: whoever adds a kernel, a way of sampling or solving, or a value of a key adds a study.

import { pathToFileURL } from 'node:url';
import type { ExactAlgorithm } from '../../src/engine/percolation/exact';
import type { Material, Shard } from '../../src/engine/shard';
import { inlineHost } from '../../src/host/inline';
import { loadData } from '../../src/host/node/data';
import { keysOf } from '../../src/study/keys';
import { SAMPLERS } from '../../src/study/keys/percolation';
import { readStudy } from '../../src/study/read';
import { runStudy } from '../../src/study/run';
import { printOf, type Print } from './prints';
import { DIGESTS, STUDIES } from './set';

/** Every kind of task, but trained networks, which are no part of a result; the compiler sees to it that none is missing. */
const TASKS: Record<Exclude<Shard['task']['kind'], 'network'>, true> = {
  exact: true,
  trials: true,
  curve: true,
  splitting: true,
  threshold: true,
  thresholds: true,
  profile: true,
  sign: true,
  polynomial: true,
  masks: true,
  mincut: true,
  clusters: true,
  'cluster means': true,
  blocks: true,
  drawing: true,
  train: true
};

const EXACT: Record<ExactAlgorithm | 'enumeration', true> = {
  'closed form': true,
  chain: true,
  'Perron root': true,
  'residual chain': true,
  'run-length chain': true,
  recursion: true,
  enumeration: true
};

/** Keys of what stands in files, which browsers can't read. */
const IN_FILES = ['network.file', 'data.path', 'data.label'];

const kernels = new Map<string, number>();
const tasks = new Set<string>();
const algorithms = new Set<unknown>();
const prints: Record<string, Print> = {};

/** Counts calls of the compiled kernels, which are made when first asked for. */
function countKernels(): void {
  const { Instance } = WebAssembly;
  WebAssembly.Instance = function (module: WebAssembly.Module) {
    const { exports } = new Instance(module);
    const counted = Object.entries(exports).map(([name, value]) => {
      if (typeof value !== 'function') {
        return [name, value];
      }
      kernels.set(name, 0);
      const call = value as (...given: unknown[]) => unknown;
      return [
        name,
        (...given: unknown[]) => {
          kernels.set(name, kernels.get(name)! + 1);
          return call(...given);
        }
      ];
    });
    return { exports: Object.fromEntries(counted) };
  } as unknown as typeof WebAssembly.Instance;
}

beforeAll(async () => {
  countKernels();
  const shipped = pathToFileURL('src/engine/dropout/data/');
  const host = inlineHost();
  const watched: typeof host.run = (
    shards: readonly Shard[],
    material: Material | null,
    ...rest
  ) => {
    for (const { task } of shards) {
      tasks.add(task.kind);
    }
    return host.run(shards, material, ...rest);
  };
  for (const [name, study] of Object.entries(STUDIES)) {
    const result = await runStudy(readStudy(study), {
      host: { run: watched },
      loadData: source => loadData(source, { directory: '.', shipped }),
      loadGraph: file => Promise.reject(new Error(`there is no ${file}`)),
      onProgress: () => undefined,
      signal: new AbortController().signal
    });
    (result.columns['algorithm'] ?? []).forEach(each => algorithms.add(each));
    prints[name] = printOf(result);
  }
});

test('in this thread, with kernels, it gives the digests that are written down', () => {
  expect(prints).toEqual(DIGESTS);
});

test('every kernel is called', () => {
  expect([...kernels].filter(([, calls]) => calls === 0)).toEqual([]);
  expect(kernels.size).toBeGreaterThan(1);
});

test('every kind of task is done', () => {
  expect([...tasks].sort()).toEqual(Object.keys(TASKS).sort());
});

test('every sampler and every exact algorithm is used', () => {
  expect([...algorithms].sort()).toEqual([...SAMPLERS, ...Object.keys(EXACT)].sort());
});

describe.each(['percolation', 'dropout'] as const)('%s', kind => {
  const studies = Object.values(STUDIES)
    .filter(({ study }) => study === kind)
    .map(study => readStudy(study));

  test('every key is set, and every choice taken', () => {
    const lacking = keysOf(kind)
      .filter(({ path, type }) => !IN_FILES.includes(path) && type.is !== 'edges')
      .flatMap(({ path, type, default: usual }) => {
        const values = new Set(studies.flatMap(({ settings }) => settings.get(path) ?? []));
        const choices = type.is === 'choice' ? type.of : type.is === 'boolean' ? [true, false] : [];
        const isSet = [...values].some(value => value !== usual);
        return isSet && choices.every(choice => values.has(choice)) ? [] : [path];
      });
    expect(lacking).toEqual([]);
  });

  test('every form of network is there', () => {
    const forms = keysOf(kind).flatMap(({ families }) => families ?? []);
    const wanted = new Set(forms.filter(form => form !== 'file'));
    expect(new Set(studies.map(({ family }) => family))).toEqual(wanted);
  });
});
