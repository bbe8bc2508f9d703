// The removal probability of the trial that is shown: a slider, a field for any number, and steps from one element to the
// next in the order of the labels.

import { element } from '../element';
import type { Translation } from '../translation';
import { button, labelled, setIdle } from './buttons';
import type { Events } from './events';

const STEP = 0.001;
/** Steps of the field by its arrow keys, and with Shift. */
const FINE = 0.0001;
const COARSE = 0.01;
const DIGITS = 10;

/** What the control stands on. */
export interface Standing {
  readonly p: number;
  readonly isOpen: boolean;
  readonly threshold: number;
  readonly events: Events;
}

/** The row of controls. */
export class PControl {
  readonly element: HTMLElement;
  private readonly slider: HTMLInputElement;
  private readonly field: HTMLInputElement;
  private readonly opens: HTMLButtonElement;
  private readonly closes: HTMLButtonElement;
  private readonly toThreshold: HTMLButtonElement;
  private standing: Standing | null = null;

  /**
   * @param onMove told another p, 0 .. 1
   * @param trans translates the words
   */
  constructor(
    private readonly onMove: (p: number) => void,
    private readonly trans: Translation
  ) {
    const [label, slider] = labelled(element('input', 'slider'), trans.__('p'));
    label.title = trans.__('Removal probability: an element is closed once p has passed its label');
    [slider.type, slider.min, slider.max, slider.step] = ['range', '0', '1', String(STEP)];
    this.slider = slider;
    this.field = element('input', 'field');
    [this.field.type, this.field.min, this.field.max] = ['number', '0', '1'];
    this.field.step = 'any';
    this.field.setAttribute('aria-label', trans.__('p, number'));
    slider.addEventListener('input', () => onMove(slider.valueAsNumber));
    this.field.addEventListener('input', () => this.typed());
    this.field.addEventListener('change', () => this.settle());
    this.field.addEventListener('keydown', event => this.key(event));
    const go = (to: (standing: Standing) => number | null) => () => {
      const p = this.standing === null ? null : to(this.standing);
      if (p !== null) onMove(p);
    };
    this.opens = button(
      trans.__('Open next'),
      trans.__('Lower p until one more element is open'),
      go(({ events, p }) => events.beforeLast(p))
    );
    this.closes = button(
      trans.__('Close next'),
      trans.__('Raise p until one more element is closed'),
      go(({ events, p }) => events.afterNext(p))
    );
    this.toThreshold = button(
      trans.__('Last open path'),
      trans.__('To the threshold: the next element that closes, closes the last open path'),
      go(({ events, threshold }) => events.justBefore(threshold))
    );
    const steps = element('span', 'net-steps', this.opens, this.closes, this.toThreshold);
    this.element = element('div', 'net-row', label, slider, this.field, steps);
  }

  /** Follows what is shown. */
  update(standing: Standing): void {
    const { p, isOpen, threshold, events } = standing;
    this.standing = standing;
    if (this.slider.valueAsNumber !== p) this.slider.valueAsNumber = p;
    const words = isOpen ? this.trans.__('open path') : this.trans.__('no open path');
    this.slider.setAttribute('aria-valuetext', `${p}, ${words}`);
    if (Number(this.field.value) !== p || this.field.value === '') this.field.value = String(p);
    const passed = events.passed(p);
    setIdle(this.opens, passed === 0);
    setIdle(this.closes, passed === events.count);
    setIdle(this.toThreshold, threshold < 0 || events.justBefore(threshold) === p);
  }

  private typed(): void {
    const { valueAsNumber: p } = this.field;
    if (p >= 0 && p <= 1) this.onMove(p);
  }

  /** What is no probability gives way to the one that is shown. */
  private settle(): void {
    if (this.standing !== null) this.field.value = String(this.standing.p);
  }

  private key(event: KeyboardEvent): void {
    const way = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (way === undefined || this.standing === null) return;
    event.preventDefault();
    const by = way * (event.shiftKey ? COARSE : FINE);
    const p = Number((this.standing.p + by).toFixed(DIGITS));
    this.onMove(Math.min(1, Math.max(0, p)));
  }
}
