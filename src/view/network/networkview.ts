// The network of one trial: its elements open and close in the order of their labels as p moves, and the path from input to
// output is lit while there is one. The trial is one of those that the result counts, or a mask that a run trained under.

import { LabelledMask, type LabelledState } from '../../engine/percolation/labelledmask';
import type { TrialLabels } from '../../engine/kernels/triallabels';
import type { Row } from '../../study/axisvalues';
import { readAgain } from '../../study/change';
import { StudyError } from '../../study/diagnostic';
import { edgesOf, prepare } from '../../study/prepare';
import type { Result } from '../../study/result';
import { LARGEST_DRAWING } from '../../study/sectionlimits';
import { trainingNetworks } from '../../study/trainingmasks';
import { LARGEST_TRIAL, trialNetworks, type TrialNetwork, type Trials } from '../../study/trials';
import { element } from '../element';
import { whyNotHere } from '../live/place';
import type { Runner } from '../surroundings';
import type { Translation } from '../translation';
import { drawNetwork, MOST_CLOSED_DRAWN } from './drawing';
import { Events } from './events';
import { geometryOf, heightOf, type Geometry } from './geometry';
import { barAt, type Bar } from './histogram';
import { legend } from './legend';
import { colorsAt, type Colors } from './looks';
import { PControl } from './pcontrol';
import { Picture } from './picture';
import { drawProfile } from './profile';
import { LayerTable, Readout } from './readout';
import { TrialControl } from './trialcontrol';
import { fixedInWords, hindranceInWords, nounOf, stateInWords } from './words';

const PROFILE_HEIGHT = 200;

/** The trial that is shown: its number, from 0, and its threshold. */
export interface ShownTrial {
  readonly trial: number;
  readonly threshold: number;
}

/** A network with the trial that is shown of it. */
interface Scene {
  readonly network: TrialNetwork;
  readonly trials: Trials;
  readonly labels: TrialLabels;
  readonly masks: LabelledMask;
  readonly events: Events;
  geometry: Geometry | null;
}

/** The network view. */
export class NetworkView {
  private result: Result | null = null;
  private networks: readonly TrialNetwork[] = [];
  private values: Row = {};
  private trial = 0;
  /** null until the first trial has been shown: it is shown at its threshold. */
  private p: number | null = null;
  private scene: Scene | null = null;
  private state: LabelledState | null = null;
  private colors: Colors | null = null;
  private frame = 0;
  private readonly pControl: PControl;
  private readonly trialControl: TrialControl;
  private readonly picture: Picture;
  private readonly readout: Readout;
  private readonly table: LayerTable;
  private readonly about = element('p', 'message');
  private readonly legend = element('div', '');
  private readonly body: HTMLElement;
  private readonly noun: string;

  /**
   * @param host the element to fill; it is the view's alone until `dispose`
   * @param isTraining whether results are those of training studies
   * @param page what the page can read
   * @param trans translates the words
   * @param onTrial told which trial is shown; null where there is none
   */
  constructor(
    private readonly host: HTMLElement,
    isTraining: boolean,
    private readonly page: Pick<Runner, 'sources' | 'data'>,
    private readonly trans: Translation,
    private readonly onTrial: (shown: ShownTrial | null) => void
  ) {
    this.noun = nounOf(isTraining, trans);
    this.pControl = new PControl(p => this.moveTo(p), trans);
    this.trialControl = new TrialControl(
      {
        trial: trial => this.choose(trial),
        near: () => this.near(),
        network: values => this.enter(values)
      },
      this.noun,
      trans
    );
    this.picture = new Picture(
      (brush, width, height) => this.paint(brush, width, height),
      () => this.recolor()
    );
    this.readout = new Readout(trans);
    this.table = new LayerTable(trans);
    this.about.setAttribute('role', 'status');
    this.body = element(
      'div',
      'net-body',
      this.pControl.element,
      this.readout.element,
      this.picture.element,
      this.legend,
      this.table.element
    );
    host.append(this.trialControl.element, this.about, this.body);
    host.setAttribute('role', 'group');
    host.setAttribute('aria-label', trans.__('Network of one %1', this.noun));
  }

  /**
   * Shows the trials of another result; the trial, p and the network stay where the result has them.
   *
   * @returns resolves when the trial is there, or the words that say why there is none
   */
  async show(result: Result): Promise<void> {
    this.result = result;
    try {
      const study = readAgain(result.study);
      const missing = whyNotHere(study, this.page.data, this.trans);
      if (missing !== null) {
        this.refuse(missing);
        return;
      }
      const prepared = await prepare(study, this.page.sources);
      if (this.result !== result) return;
      this.networks =
        prepared.study.kind === 'dropout'
          ? trainingNetworks(prepared.study)
          : trialNetworks(prepared.study, edgesOf(prepared), result);
    } catch (error) {
      if (!(error instanceof StudyError)) throw error;
      if (this.result !== result) return;
      this.refuse(error.diagnostics[0].message);
      return;
    }
    if (this.networks.length === 0) {
      this.refuse(
        this.trans.__(
          'None of the arms of this study trains under masks; add dropout or conditioned.'
        )
      );
      return;
    }
    this.enter(this.values);
  }

  /** Shows the next trial whose threshold is in a bar of the histogram, at its threshold. */
  find({ low, high }: Bar): void {
    const { scene, trial } = this;
    if (scene === null) return;
    const { trials, network } = scene;
    const found = trials.find(low, high, (trial + 1) % network.trials, network.trials);
    if (found === null) {
      this.say(this.trans.__('No trial of the first %1 has its threshold here.', network.trials));
      return;
    }
    this.choose(found);
    this.toThreshold();
  }

  /** Frees the picture and empties the element. */
  dispose(): void {
    cancelAnimationFrame(this.frame);
    this.picture.dispose();
    this.host.replaceChildren();
    this.scene = null;
    this.result = null;
  }

  private near(): void {
    const { scene, result, p } = this;
    if (scene === null || result === null) return;
    this.find(barAt(result, scene.network.rows, p ?? 0));
  }

  /** Goes to a network of the study. */
  private enter(values: Row): void {
    const { trans } = this;
    const network = this.networks.find(each => agrees(each.values, values)) ?? this.networks[0];
    this.values = network.values;
    this.trialControl.offer(
      this.networks.map(each => each.values),
      network.values
    );
    this.scene = null;
    if (network.hindrance !== null) {
      this.refuse(hindranceInWords(network.hindrance, network.size, LARGEST_TRIAL, trans));
      return;
    }
    this.open(network, network.open(), Math.min(this.trial, network.trials - 1));
  }

  private choose(trial: number): void {
    if (this.scene !== null) this.open(this.scene.network, this.scene.trials, trial);
  }

  private open(network: TrialNetwork, trials: Trials, trial: number): void {
    const { graph } = trials;
    const labels = trials.labels(trial);
    const masks = new LabelledMask(graph, labels.labels);
    this.scene = {
      network,
      trials,
      labels,
      masks,
      events: new Events(labels.labels),
      geometry: null
    };
    this.trial = trial;
    this.say(this.aboutOf(network));
    this.body.hidden = false;
    this.pControl.element.hidden = network.fixed !== null;
    this.trialControl.update(trial, network.trials, network.fixed !== null);
    this.picture.setHeight(network.isDrawn ? heightOf(masks.states) : PROFILE_HEIGHT);
    this.recolor();
    this.onTrial({ trial, threshold: labels.threshold });
    if (network.fixed !== null) {
      this.draw();
    } else if (this.p === null) {
      this.toThreshold();
    } else {
      this.moveTo(this.p);
    }
  }

  private aboutOf({ fixed, isDrawn, size }: TrialNetwork): string {
    const { trans } = this;
    const words = [
      ...(fixed === null ? [] : [fixedInWords(fixed, trans)]),
      ...(isDrawn
        ? []
        : [
            trans.__(
              'The network has %1 units and edges; up to %2 are drawn. Here is what is open, reachable and live in each of its layers.',
              size,
              LARGEST_DRAWING
            )
          ])
    ];
    return words.join(' ');
  }

  private toThreshold(): void {
    const { labels, events } = this.scene!;
    this.moveTo(events.justBefore(Math.max(0, labels.threshold)));
  }

  /** Goes to another p: the control at once, the rest with the next frame. */
  private moveTo(p: number): void {
    const { scene } = this;
    if (scene === null) return;
    this.p = p;
    const { threshold } = scene.labels;
    const isOpen = p <= threshold;
    this.pControl.update({ p, isOpen, threshold, events: scene.events });
    this.draw();
  }

  private draw(): void {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.follow());
  }

  private follow(): void {
    const { scene, trial, trans } = this;
    if (scene === null) return;
    // A mask that is fixed is the same at every p.
    const p = scene.network.fixed === null ? this.p : null;
    const { masks, labels, events } = scene;
    const state = masks.at(p ?? 0);
    this.state = state;
    const depth = scene.trials.graph.layers;
    if (p === null) {
      const removed = labels.labels.reduce((count, label) => count + Number(label < 0), 0);
      this.readout.update(state, null, removed, labels.labels.length, depth);
    } else {
      this.readout.update(state, labels.threshold, events.passed(p), events.count, depth);
    }
    this.table.update(state.layers, depth);
    const name = `${this.noun[0].toUpperCase()}${this.noun.slice(1)} ${trial + 1}`;
    this.picture.describe(stateInWords(state, name, p, depth, trans));
    this.picture.update();
  }

  private paint(brush: CanvasRenderingContext2D, width: number, height: number): void {
    const { scene, state, colors } = this;
    if (scene === null || state === null || colors === null) return;
    const { masks, network, trials } = scene;
    const { layers } = trials.graph;
    if (!network.isDrawn) {
      drawProfile(brush, width, height, state.layers, layers, colors);
      return;
    }
    const { geometry } = scene;
    const isFit = geometry?.width === width && geometry.height === height;
    scene.geometry = isFit ? geometry : geometryOf(masks.states, layers, width, height);
    drawNetwork(brush, scene.geometry, state, masks.states.from, masks.states.to, colors);
  }

  private recolor(): void {
    const { scene, trans } = this;
    if (scene === null) return;
    this.colors = colorsAt(this.host);
    const { isDrawn } = scene.network;
    const closed = isDrawn && scene.masks.states.from.length <= MOST_CLOSED_DRAWN;
    this.legend.replaceChildren(legend(isDrawn, closed, this.colors, trans));
  }

  private say(words: string): void {
    this.about.textContent = words;
    this.about.hidden = words === '';
  }

  private refuse(words: string): void {
    this.scene = null;
    this.body.hidden = true;
    this.say(words);
    this.onTrial(null);
  }
}

/** Whether a network has what is asked for, in all that tells it from others. */
function agrees(values: Row, asked: Row): boolean {
  return Object.keys(values).every(name => !(name in asked) || values[name] === asked[name]);
}
