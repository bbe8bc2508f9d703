// The theory of rectangular networks as calls: critical p and depth, decay rate, minimum cuts, limit laws, collapse, sign
// percolation, and the largest safe p of any network with an exact method. One door for Python and TypeScript, which
// checks what it is given as a study is checked.

import { GraphError } from '../engine/network/edges';
import { rectangular } from '../engine/network/layered';
import {
  bondCriticalDepthLaw,
  criticalPLaw,
  siteCriticalDepthLaw,
  siteCriticalP,
  siteWindowLaw
} from '../engine/percolation/asymptotics';
import { collapsedTheta, collapseVariable } from '../engine/percolation/collapse';
import { criticalDepth } from '../engine/percolation/criticaldepth';
import { decayRate } from '../engine/percolation/decayrate';
import { MOST_ENUMERATED } from '../engine/percolation/enumeration';
import { exactAnswer } from '../engine/percolation/exact';
import { layerLaw } from '../engine/percolation/layerlaw';
import { countMinimumCuts, minimumCutOfLayers } from '../engine/percolation/mincut';
import { leastTheta, safeP, type SafeP } from '../engine/percolation/safep';
import { signTheta } from '../engine/percolation/signpercolation';
import { thresholdsAt, type ThetaCurve } from '../engine/percolation/threshold';
import { StudyError } from './diagnostic';
import { exactCurve } from './exactcurve';
import { readStudy } from './read';
import { cellCount } from './study';
import { suggest } from './suggest';

/** Arguments of a call, by name. */
export type Arguments = Readonly<Record<string, unknown>>;

/** What each call gives. */
export interface Answers {
  readonly critical_p: number;
  readonly critical_depth: number;
  readonly decay_rate: number;
  /** `count` in decimal digits, since it may be beyond any double. */
  readonly minimum_cuts: { readonly size: number; readonly count: string };
  readonly critical_p_law: ReturnType<typeof criticalPLaw>;
  readonly critical_depth_law: number;
  readonly window_law: number;
  readonly collapsed_theta: number;
  readonly collapse: number;
  readonly sign_theta: number;
  readonly safe_p: SafeP;
}

type Call<T> = (read: Reader, name: string) => () => T;

type Model = 'site' | 'bond';

function refuse(name: string, key: string, message: string): never {
  throw new StudyError([{ at: null, key, message }], name, 'a valid call');
}

function say(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 60);
}

/** Reads the arguments of one call; what is not read is a mistake. */
class Reader {
  private readonly known = new Set<string>();

  constructor(
    private readonly name: string,
    private readonly given: Arguments
  ) {}

  private take(key: string): unknown {
    this.known.add(key);
    return this.given[key];
  }

  /** What stands in place of an argument; where it is missing, a word that may be meant for it is the mistake. */
  private found(key: string, value: unknown): string {
    const meant = Object.keys(this.given).find(other => suggest(other, [key]) === key);
    return value === undefined && meant !== undefined
      ? refuse(this.name, meant, `unknown argument; did you mean ${key}?`)
      : `found ${say(value)}`;
  }

  integer(key: string, least: number, most: number): number {
    const value = this.take(key);
    return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
      ? value
      : refuse(
          this.name,
          key,
          `${this.found(key, value)}; allowed: an integer from ${least} to ${most}`
        );
  }

  number(key: string): number {
    const value = this.take(key);
    return typeof value === 'number'
      ? value
      : refuse(this.name, key, `${this.found(key, value)}; allowed: a number`);
  }

  /** A probability; the open interval where `inner`. */
  probability(key: string, inner: boolean, otherwise?: number): number {
    const value = this.take(key) ?? otherwise;
    const fits =
      typeof value === 'number' && (inner ? value > 0 && value < 1 : value >= 0 && value <= 1);
    const range = inner ? 'between 0 and 1, without its ends' : 'from 0 to 1';
    return fits
      ? value
      : refuse(this.name, key, `${this.found(key, value)}; allowed: a number ${range}`);
  }

  model(): Model {
    const value = this.take('model') ?? 'site';
    return value === 'site' || value === 'bond'
      ? value
      : refuse(this.name, 'model', `found ${say(value)}; allowed: site, bond`);
  }

  network(): unknown {
    return this.take('network');
  }

  end(): void {
    const stray = Object.keys(this.given).find(key => !this.known.has(key));
    if (stray !== undefined) {
      const near = suggest(stray, [...this.known]);
      refuse(
        this.name,
        stray,
        `unknown argument; allowed: ${[...this.known].join(', ')}${near ? `; did you mean ${near}?` : ''}`
      );
    }
  }
}

const WIDEST = 4096;
const DEEPEST = 1e18;

function at(model: Model, p: number): { site: number; bond: number } {
  return model === 'site' ? { site: p, bond: 0 } : { site: 0, bond: p };
}

/** theta(p) of a network; where it is not exact, what a study that samples it has to ask for. */
function curveOf(name: string, network: unknown, model: Model, wanted: number): ThetaCurve {
  const study = readStudy(
    { study: 'percolation', network, model, p: 0.5 },
    { name: `the network of ${name}` }
  );
  const cells = cellCount(study);
  if (cells > 1) {
    refuse(name, 'network', `found ${cells} networks; allowed: one, without lists`);
  }
  if (study.graph && 'file' in study.graph) {
    refuse(name, 'network.file', 'found a file; allowed: edges, e.g. edges: [[a, b], [b, c]]');
  }
  try {
    return exactCurve(study) ?? refuse(name, 'network', toSample(wanted));
  } catch (error) {
    throw error instanceof GraphError
      ? new StudyError(
          [{ at: null, key: 'network.edges', message: error.message }],
          name,
          'a valid call'
        )
      : error;
  }
}

function toSample(thetaStar: number): string {
  return (
    `this network has no exact method; allowed without one: up to ${MOST_ENUMERATED} removable elements, each removed ` +
    `with probability p; for its safe p run a study with measure: threshold and theta_star: ${Number(thetaStar.toPrecision(6))}, and take threshold_low`
  );
}

const CALLS: { readonly [N in keyof Answers]: Call<Answers[N]> } = {
  critical_p: read => {
    const network = rectangular(
      read.integer('width', 1, WIDEST),
      read.integer('depth', 0, DEEPEST)
    );
    const model = read.model();
    const thetaStar = read.probability('theta_star', true, 0.5);
    return () =>
      thresholdsAt(
        p => exactAnswer({ is: 'layers', layers: network, sparse: null }, at(model, p)),
        [thetaStar]
      )[0];
  },
  critical_depth: read => {
    const width = read.integer('width', 1, WIDEST);
    const p = read.probability('p', false);
    const model = read.model();
    const thetaStar = read.probability('theta_star', true, 0.5);
    return () => criticalDepth(width, at(model, p), thetaStar);
  },
  decay_rate: read => {
    const width = read.integer('width', 1, WIDEST);
    const p = read.probability('p', false);
    const model = read.model();
    return () => decayRate(width, at(model, p));
  },
  minimum_cuts: read => {
    const width = read.integer('width', 1, WIDEST);
    const depth = read.integer('depth', 0, 1e6);
    const model = read.model();
    const network = rectangular(width, depth);
    const removes = { site: model === 'site', bond: model === 'bond', input: false };
    return () => ({
      size: minimumCutOfLayers(network, removes),
      // Beyond any double: its decimal digits.
      count: String(model === 'site' ? depth : countMinimumCuts(width, depth))
    });
  },
  critical_p_law: read => {
    const width = read.integer('width', 1, WIDEST);
    const depth = read.integer('depth', 0, DEEPEST);
    const model = read.model();
    const thetaStar = read.probability('theta_star', true, 0.5);
    return () => criticalPLaw(model, width, depth, thetaStar);
  },
  critical_depth_law: read => {
    const width = read.integer('width', 1, WIDEST);
    const p = read.probability('p', true);
    const law = read.model() === 'site' ? siteCriticalDepthLaw : bondCriticalDepthLaw;
    const thetaStar = read.probability('theta_star', true, 0.5);
    return () => law(width, p, thetaStar);
  },
  window_law: read => {
    const width = read.integer('width', 1, WIDEST);
    const depth = read.integer('depth', 1, DEEPEST);
    return () => siteWindowLaw(width, siteCriticalP(width, depth, 0.5));
  },
  collapsed_theta: read => {
    const u = read.number('u');
    return () => collapsedTheta(u);
  },
  collapse: read => {
    const width = read.integer('width', 1, WIDEST);
    const depth = read.integer('depth', 0, DEEPEST);
    const p = read.probability('p', false);
    const model = read.model();
    return () => collapseVariable(width, depth, p, model);
  },
  sign_theta: read => {
    const network = rectangular(read.integer('width', 1, WIDEST), read.integer('depth', 0, 1e9));
    const p = read.probability('p', false);
    const model = read.model();
    return () => signTheta(layerLaw(network, at(model, p), null)).theta;
  },
  safe_p: (read, name) => {
    const network = read.network();
    const steps = read.integer('steps', 1, 1e9);
    const needed = read.integer('needed', 1, steps);
    const model = read.model();
    const confidence = read.probability('confidence', true, 0.95);
    return () => {
      const wanted = leastTheta(steps, needed, confidence);
      return safeP({ theta: curveOf(name, network, model, wanted), steps, needed, confidence });
    };
  }
};

/** Names of all calls. */
export const THEORY_CALLS: readonly string[] = Object.keys(CALLS);

/**
 * Evaluates a function of the theory.
 *
 * @param name one of THEORY_CALLS
 * @param given its arguments by name; `model` is site if not given, `theta_star` 0.5, `confidence` 0.95
 * @returns a number, or an object of numbers and words; Answers says which
 * @throws StudyError naming the function, the argument, what was found and what is allowed
 */
export function theory<N extends keyof Answers>(name: N, given: Arguments): Answers[N];
export function theory(name: string, given: Arguments): unknown;
export function theory(name: string, given: Arguments): unknown {
  if (!Object.hasOwn(CALLS, name)) {
    refuse('theory', 'name', `found ${say(name)}; allowed: ${THEORY_CALLS.join(', ')}`);
  }
  const read = new Reader(name, given);
  const evaluate = CALLS[name as keyof Answers](read, name);
  read.end();
  return evaluate();
}
