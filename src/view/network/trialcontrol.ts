// Which trial is shown, and of which of the study's networks.

import { element } from '../element';
import type { Row } from '../../study/axisvalues';
import type { Value } from '../../study/result';
import type { Translation } from '../translation';
import { button, labelled, setIdle } from './buttons';

/** What the reader can ask for. */
export interface Asked {
  /** Another trial, from 0. */
  trial(trial: number): void;
  /** The next trial that closes near the p that is shown. */
  near(): void;
  /** Another network: its values of the axes. */
  network(values: Row): void;
}

/** A menu of the values of one axis. */
interface Menu {
  readonly name: string;
  readonly values: readonly Value[];
  readonly label: HTMLLabelElement;
  readonly select: HTMLSelectElement;
}

/** The row of controls. */
export class TrialControl {
  readonly element: HTMLElement;
  private readonly axes = element('span', 'net-axes');
  private readonly field: HTMLInputElement;
  private readonly of = element('span', 'between');
  private readonly previous: HTMLButtonElement;
  private readonly next: HTMLButtonElement;
  private readonly nearP: HTMLButtonElement;
  private offered = '';
  private menus: readonly Menu[] = [];
  private current: Row = {};
  private trial = 0;
  private trials = 1;

  /**
   * @param asked told what the reader wants
   * @param noun what the numbered things are called
   * @param trans translates the words
   */
  constructor(
    private readonly asked: Asked,
    noun: string,
    private readonly trans: Translation
  ) {
    const [label, field] = labelled(element('input', 'field'), noun);
    [field.type, field.min, field.step] = ['number', '1', '1'];
    this.field = field;
    field.addEventListener('change', () => this.settle());
    // Outside of forms Enter is no change by itself.
    field.addEventListener('keydown', ({ key }) => {
      if (key === 'Enter') this.settle();
    });
    const by = (step: number) => () => asked.trial(this.trial + step);
    this.previous = button(trans.__('Previous'), trans.__('Previous %1', noun), by(-1));
    this.next = button(trans.__('Next'), trans.__('Next %1', noun), by(1));
    const random = button(trans.__('Random'), trans.__('Any %1', noun), () => {
      const [word] = crypto.getRandomValues(new Uint32Array(1));
      asked.trial(word % this.trials);
    });
    this.nearP = button(
      trans.__('Closes near p'),
      trans.__('The next trial whose threshold is in the bar of the histogram at p, or near p'),
      () => asked.near()
    );
    const steps = element('span', 'net-steps', this.previous, this.next, random, this.nearP);
    this.element = element('div', 'net-row', this.axes, label, field, this.of, steps);
  }

  /** Goes to the trial in the field; what is no trial of the sample gives way to the one that is shown. */
  private settle(): void {
    const wanted = this.field.valueAsNumber - 1;
    const isTrial = Number.isInteger(wanted) && wanted >= 0 && wanted < this.trials;
    if (isTrial && wanted !== this.trial) this.asked.trial(wanted);
    this.field.valueAsNumber = this.trial + 1;
  }

  /**
   * Offers the networks of a study.
   *
   * @param all values of the axes of all networks
   * @param current those of the one that is shown
   */
  offer(all: readonly Row[], current: Row): void {
    this.current = current;
    const valuesOf = (name: string) => [
      ...new Set(all.flatMap(row => (name in row ? [row[name]] : [])))
    ];
    const swept = Object.keys(current).flatMap(name => {
      const values = valuesOf(name);
      return values.length > 1 ? [{ name, values }] : [];
    });
    // Menus that stay keep the focus.
    const offer = JSON.stringify(swept);
    if (offer !== this.offered) {
      this.offered = offer;
      this.menus = swept.map(({ name, values }) => this.menuOf(name, values));
      this.axes.replaceChildren(...this.menus.flatMap(({ label, select }) => [label, select]));
    }
    for (const { name, values, select } of this.menus) {
      select.value = String(values.indexOf(current[name]));
    }
  }

  private menuOf(name: string, values: readonly Value[]): Menu {
    const [label, select] = labelled(element('select', 'select'), name);
    select.append(
      ...values.map((value, i) => {
        const option = element('option', '', String(value));
        option.value = String(i);
        return option;
      })
    );
    select.addEventListener('change', () =>
      this.asked.network({ ...this.current, [name]: values[Number(select.value)] })
    );
    return { name, values, label, select };
  }

  /**
   * Follows what is shown.
   *
   * @param isFixed whether p closes nothing in it
   */
  update(trial: number, trials: number, isFixed: boolean): void {
    this.nearP.hidden = isFixed;
    [this.trial, this.trials] = [trial, trials];
    this.field.max = String(trials);
    this.field.valueAsNumber = trial + 1;
    this.of.textContent = this.trans.__('of %1', trials);
    setIdle(this.previous, trial === 0);
    setIdle(this.next, trial === trials - 1);
  }
}
