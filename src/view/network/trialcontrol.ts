// Which trial is shown, and of which of the study's networks.

import { element } from '../element';
import type { Row } from '../../study/axisvalues';
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

/** The row of controls. */
export class TrialControl {
  readonly element: HTMLElement;
  private readonly axes = element('span', 'net-axes');
  private readonly field: HTMLInputElement;
  private readonly of = element('span', 'between');
  private readonly previous: HTMLButtonElement;
  private readonly next: HTMLButtonElement;
  private trial = 0;
  private trials = 1;

  /**
   * @param asked told what the reader wants
   * @param trans translates the words
   */
  constructor(
    private readonly asked: Asked,
    private readonly trans: Translation
  ) {
    const [label, field] = labelled(element('input', 'field'), trans.__('trial'));
    [field.type, field.min, field.step] = ['number', '1', '1'];
    this.field = field;
    field.addEventListener('change', () => this.settle());
    // Outside of forms Enter is no change by itself.
    field.addEventListener('keydown', ({ key }) => {
      if (key === 'Enter') this.settle();
    });
    const by = (step: number) => () => asked.trial(this.trial + step);
    this.previous = button(trans.__('Previous'), trans.__('Previous trial'), by(-1));
    this.next = button(trans.__('Next'), trans.__('Next trial'), by(1));
    const random = button(trans.__('Random'), trans.__('Any trial of the sample'), () => {
      const [word] = crypto.getRandomValues(new Uint32Array(1));
      asked.trial(word % this.trials);
    });
    const near = button(
      trans.__('Closes near p'),
      trans.__('The next trial whose threshold is in the bar of the histogram at p, or near p'),
      () => asked.near()
    );
    const steps = element('span', 'net-steps', this.previous, this.next, random, near);
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
    const names = Object.keys(current);
    const swept = names.filter(name => new Set(all.map(values => values[name])).size > 1);
    this.axes.replaceChildren(
      ...swept.flatMap(name => {
        const values = [...new Set(all.map(row => row[name]))];
        const [label, select] = labelled(element('select', 'select'), name);
        select.append(
          ...values.map((value, i) => {
            const option = element('option', '', String(value));
            option.value = String(i);
            return option;
          })
        );
        select.value = String(values.indexOf(current[name]));
        select.addEventListener('change', () => {
          current = { ...current, [name]: values[Number(select.value)] };
          this.asked.network(current);
        });
        return [label, select];
      })
    );
  }

  /** Follows what is shown. */
  update(trial: number, trials: number): void {
    [this.trial, this.trials] = [trial, trials];
    this.field.max = String(trials);
    this.field.valueAsNumber = trial + 1;
    this.of.textContent = this.trans.__('of %1', trials);
    setIdle(this.previous, trial === 0);
    setIdle(this.next, trial === trials - 1);
  }
}
