// A slider, and a field for values that it can't reach. The browser gives both their keys: arrows for a step, PageUp and
// PageDown for a tenth of the slider.

import type { Slider } from '../../study/slider';
import { element } from '../element';
import { freshId, put, type Phase } from './row';

/** The two inputs of one number. */
export class SliderPair {
  readonly id = freshId();
  readonly slider = element('input', 'slider');
  readonly field = element('input', 'field');

  /**
   * @param ends of the slider, and its step
   * @param fieldName what the field is called; the slider has a label
   * @param tell told each number
   */
  constructor(
    ends: Slider,
    fieldName: string,
    private readonly tell: (value: number, phase: Phase) => void
  ) {
    const { slider, field } = this;
    slider.type = 'range';
    slider.id = this.id;
    field.type = 'number';
    field.setAttribute('aria-label', fieldName);
    // Only the slider has ends: the study tells what a number may be.
    [slider.min, slider.max] = [String(ends.min), String(ends.max)];
    slider.step = field.step = String(ends.step);
    // Half a number that is being typed is no study.
    slider.addEventListener('input', () => this.follow(slider, 'drag'));
    for (const input of [slider, field]) {
      input.addEventListener('change', () => this.follow(input, 'release'));
    }
  }

  /** Puts both to a number. */
  show(value: number): void {
    const { slider } = this;
    if (value > Number(slider.max)) slider.max = String(value);
    if (value < Number(slider.min)) slider.min = String(value);
    slider.valueAsNumber = value;
    put(this.field, value);
  }

  private follow(input: HTMLInputElement, phase: Phase): void {
    const { valueAsNumber: value } = input;
    if (!Number.isFinite(value)) return;
    // At once: the panel follows the study only when the control is let go.
    if (input === this.slider) put(this.field, value);
    else this.show(value);
    this.tell(value, phase);
  }
}
