// The engine process: JSON-RPC 2.0 over standard input and output for one client, the Python package. Nothing but
// the protocol may be written to standard output. It ends when its standard input closes, so that no engine
// outlives its kernel.

import {
  createMessageConnection,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
  type CancellationToken,
  type MessageConnection
} from 'vscode-jsonrpc/node';
import type { Host } from '../host/host';
import { studyCache } from '../host/node/cache/cache';
import { cachePlace } from '../host/node/cache/place';
import { loadData } from '../host/node/data';
import { loadGraph } from '../host/node/graphfile';
import { turns } from '../host/turns';
import { BUILD } from '../study/build';
import { sayCost } from '../study/costwords';
import { excerptSteps } from '../study/excerpt';
import { described } from '../study/figure';
import { markup } from '../study/markup';
import { encode } from '../study/measure/part';
import { picture } from '../study/picture';
import type { Sources } from '../study/prepare';
import { readSteps } from '../study/read';
import { checkStudy, runStudy, type Check, type Cost, type RunOptions } from '../study/run';
import type { Study } from '../study/study';
import { inTurns, type Turns } from '../study/steps';
import { summary } from '../study/summary';
import { theory } from '../study/theory';
import { trainAgain } from '../study/trained';
import { VERSION } from '../study/version';
import { failure } from './failure';
import { Hosts } from './hosts';
import { cacheClear, cacheList } from './kept';
import {
  Code,
  type CacheClearParams,
  type CompleteParams,
  type LendParams,
  type MaterialParams,
  type NetworkAnswer,
  type NetworkParams,
  type PlaceParams,
  type ProgressParams,
  type RunAnswer,
  type RunParams,
  type ShardsParams,
  type StudyParams,
  type TakeBackParams,
  type TheoryParams
} from './protocol';
import { Lent } from './lent';
import { LivePicture } from './livepicture';
import { endWithParent } from './orphan';
import { Relays } from './relays';
import { Remaining } from './remaining';
import { Remotes } from './remotes';
import { completeCell, hoverCell } from './typing';
import { writeWhole } from './wholefile';

/** Least time between two notifications of progress, in milliseconds. */
const INTERVAL = 100;

const hosts = new Hosts();

/** What the next answer has to tell of the cache. */
const troubles: string[] = [];
let cache: ReturnType<typeof studyCache>;

/** The cache of this process; made at the first need, where the environment is wrong told to who needs it. */
function sharedCache(): typeof cache {
  return (cache ??= studyCache(cachePlace(process.env), words => troubles.push(words)));
}

function read({ study, kind, flat, source, arrays }: StudyParams, turns: Turns): Promise<Study> {
  return inTurns(readSteps(study, { kind, flat, name: source, arrays: arrays?.name }), turns);
}

function sourcesOf(
  { directory = process.cwd(), arrays }: StudyParams,
  signal: AbortSignal
): Sources {
  return {
    loadData: source => loadData(source, { directory, arrays, signal }),
    loadGraph: file => loadGraph(file, directory, signal)
  };
}

async function check(
  params: StudyParams,
  signal: AbortSignal
): Promise<Check & { readonly said: string }> {
  const place = { ...sourcesOf(params, signal), giveWay: turns(signal) };
  const checked = await checkStudy(await read(params, place), place);
  return { ...checked, said: sayCost(checked) };
}

/** A value of the theory as JSON can carry it: numbers outside its range as strings. */
function jsonValue(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, item: unknown) => (typeof item === 'number' ? encode(item) : item))
  );
}

/** Sends the progress of a run: when it is planned, then at most ten times a second, and at its end. */
function reporter(
  connection: MessageConnection,
  token: string | number,
  workers: number
): Required<Pick<RunOptions, 'onPlan' | 'onProgress'>> {
  let remaining: Remaining;
  let sent = -Infinity;
  const live = new LivePicture();
  const onProgress: RunOptions['onProgress'] = (progress, soFar) => {
    const now = performance.now();
    if (progress.done < progress.total && now - sent < INTERVAL) {
      return;
    }
    sent = now;
    const drawn = progress.done < progress.total ? live.of(soFar) : undefined;
    const params: ProgressParams = {
      token,
      ...progress,
      seconds: remaining.after(progress),
      ...(drawn === undefined ? {} : { picture: drawn })
    };
    void connection.sendNotification('progress', params);
  };
  const onPlan = (cost: Cost): void => {
    remaining = new Remaining(cost, workers);
  };
  return { onPlan, onProgress };
}

async function run(
  connection: MessageConnection,
  remotes: Remotes,
  params: RunParams,
  signal: AbortSignal
): Promise<RunAnswer> {
  const giveWay = turns(signal);
  const study = await read(params, { giveWay });
  const { cluster, token, workers } = params;
  const lend = cluster
    ? (work: (host: Host) => Promise<RunAnswer>) => remotes.lend(token, cluster, work)
    : (work: (host: Host) => Promise<RunAnswer>) => hosts.lend(workers, work);
  return lend(async host => {
    const report = reporter(connection, token, cluster?.threads ?? host.workers);
    const checkpoints = params.cache === false ? undefined : sharedCache();
    const sources = sourcesOf(params, signal);
    const options = { host, ...sources, checkpoints, giveWay, ...report, signal };
    const whole = await runStudy(study, options);
    await giveWay();
    const result = await inTurns(excerptSteps(whole), { giveWay });
    if (result !== whole && params.whole !== undefined) {
      await writeWhole(params.whole, whole);
    }
    await giveWay();
    const shown = described(result);
    await giveWay();
    const drawn = picture(result, shown);
    await giveWay();
    const written = markup(result, shown);
    await giveWay();
    return {
      result,
      picture: drawn,
      markup: written,
      summary: summary(result),
      warnings: troubles.splice(0)
    };
  });
}

function base64(numbers: Float32Array): string {
  return Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength).toString('base64');
}

/** The network of one row of a study's result, trained again. */
async function network(params: NetworkParams, signal: AbortSignal): Promise<NetworkAnswer> {
  const giveWay = turns(signal);
  const study = await read(params, { giveWay });
  const { activation, layers } = await hosts.lend(1, host =>
    trainAgain(study, params.row, {
      host,
      ...sourcesOf(params, signal),
      giveWay,
      signal
    })
  );
  return {
    activation,
    layers: layers.map(layer => ({
      ...layer,
      weights: base64(layer.weights),
      biases: base64(layer.biases)
    }))
  };
}

/** Serves a request until it is done or cancelled, whichever comes first; what is cancelled is aborted. */
async function serve<T>(
  token: CancellationToken,
  work: (signal: AbortSignal) => Promise<T>
): Promise<T> {
  const controller = new AbortController();
  const cancelled = new Promise<never>((_, reject) => {
    token.onCancellationRequested(() => {
      controller.abort();
      reject(new ResponseError(Code.cancelled, 'the request was cancelled'));
    });
  });
  const done = async (): Promise<T> => {
    try {
      return await work(controller.signal);
    } catch (error) {
      return controller.signal.aborted ? cancelled : Promise.reject(failure(error));
    }
  };
  return Promise.race([cancelled, done()]);
}

function main(): void {
  // Whatever a dependency prints must not get into the protocol.
  globalThis.console = new console.Console(process.stderr);
  const connection = createMessageConnection(
    new StreamMessageReader(process.stdin),
    new StreamMessageWriter(process.stdout)
  );
  const remotes = new Remotes(connection);
  const relays = new Relays();
  const lent = new Lent();
  connection.onRequest('hello', () => ({ version: VERSION, build: BUILD }));
  connection.onRequest('check', (params: StudyParams, token: CancellationToken) =>
    serve(token, signal => check(params, signal))
  );
  connection.onRequest('complete', (params: CompleteParams) => completeCell(params));
  connection.onRequest('hover', (params: PlaceParams) => hoverCell(params));
  connection.onRequest('theory', (params: TheoryParams, token: CancellationToken) =>
    serve(token, () => Promise.resolve(jsonValue(theory(params.name, params.arguments))))
  );
  connection.onRequest('cacheList', (_: object, token: CancellationToken) =>
    serve(token, cacheList)
  );
  connection.onRequest('cacheClear', ({ hash }: CacheClearParams, token: CancellationToken) =>
    serve(token, () => cacheClear(hash))
  );
  connection.onRequest('run', (params: RunParams, token: CancellationToken) =>
    serve(token, signal => run(connection, remotes, params, signal))
  );
  connection.onRequest('network', (params: NetworkParams, token: CancellationToken) =>
    serve(token, signal => network(params, signal))
  );
  connection.onRequest('lend', (params: LendParams, token: CancellationToken) =>
    serve(token, () => Promise.resolve(lent.lend(params)))
  );
  connection.onNotification('takeBack', (params: TakeBackParams) => lent.takeBack(params));
  connection.onRequest('material', (params: MaterialParams, token: CancellationToken) =>
    serve(token, () => relays.keep(params))
  );
  connection.onRequest('shards', (params: ShardsParams, token: CancellationToken) =>
    serve(token, signal => relays.run(params, signal))
  );
  connection.onError(([error]) => {
    process.stderr.write(`The engine can't talk to its client: ${error.message}\n`);
    process.exit(1);
  });
  endWithParent();
  process.stdin.on('end', () => process.exit(0));
  process.stdin.on('close', () => process.exit(0));
  connection.listen();
}

main();
