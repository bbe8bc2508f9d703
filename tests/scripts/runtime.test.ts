// The runtime by which the extension takes packages from JupyterLab.

const { compact } = jest.requireActual<{ compact(source: string): string }>(
  '../../scripts/build/runtime.cjs'
);

const entry = (id: string, name: string, fallback: string) =>
  `"${id}": { shareScope: "default", shareKey: "${name}", import: null, requiredVersion: "^4.6.4", ` +
  `strictVersion: false, singleton: true, eager: false, fallback: ${fallback}, treeShakingMode: null }`;
const FALLBACK =
  '() => (__webpack_require__.e(530).then(() => (() => (__webpack_require__(6369)))))';
const bundlers = (entries: string) =>
  `\n__webpack_require__.consumesLoadingData = { chunkMapping: {"201":["1","2"],"244":["3"]}, ` +
  `moduleIdToConsumeDataMapping: {${entries}}, initialConsumes: [] };\nvar more = 1;`;
const SOURCE = bundlers(
  [
    entry('1', '@jupyterlab/notebook', 'undefined'),
    entry('2', 'yaml', FALLBACK),
    entry('3', '@jupyterlab/launcher', 'undefined')
  ].join(', ')
);

interface Runtime {
  readonly f: { consumes(chunk: string, promises: Promise<unknown>[]): void };
  readonly m: { [id: string]: (module: { exports?: unknown }) => void };
}

/** Runs the runtime over a share scope. */
function started(scope: object): Runtime {
  const runtime = {
    f: {} as Runtime['f'],
    m: {},
    S: { default: scope },
    I: () => 1,
    e: () => Promise.resolve()
  };
  const own = Object.assign((id: number) => `own ${id}`, runtime);

  new Function('__webpack_require__', compact(SOURCE))(own);
  return own;
}

const version = (name: string, loaded?: number) => ({
  loaded,
  get: () => Promise.resolve(() => name)
});

async function modulesOf(runtime: Runtime, chunk: string): Promise<unknown[]> {
  const promises: Promise<unknown>[] = [];
  runtime.f.consumes(chunk, promises);
  await Promise.all(promises);
  return Object.values(runtime.m).map(factory => {
    const module: { exports?: unknown } = {};
    factory(module);
    return module.exports;
  });
}

test('packages of JupyterLab come from it, all others from the extension', async () => {
  const runtime = started({
    '@jupyterlab/notebook': { '4.6.4': version('lab') },
    yaml: { '1.0.0': version('foreign') }
  });
  expect(await modulesOf(runtime, '201')).toEqual(['lab', 'own 6369']);
  expect(await modulesOf(runtime, '999')).toHaveLength(2);
});

test('of several versions the one that is loaded is taken, else the newest', async () => {
  const versions = { '4.9.0': version('old'), '4.10.0': version('new') };
  expect(await modulesOf(started({ '@jupyterlab/launcher': { ...versions } }), '244')).toEqual([
    'new'
  ]);
  expect(
    await modulesOf(
      started({ '@jupyterlab/launcher': { ...versions, '4.9.0': version('old', 1) } }),
      '244'
    )
  ).toEqual(['old']);
});

test('a package that is missing is named', async () => {
  await expect(modulesOf(started({}), '244')).rejects.toThrow('@jupyterlab/launcher');
});

test('a table of another form stops the build', () => {
  expect(() => compact(bundlers('"1": { shareScope: "other", shareKey: "x" }'))).toThrow(
    'writes its table of packages otherwise'
  );
});
