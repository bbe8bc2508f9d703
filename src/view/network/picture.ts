// A canvas that has the width of its place and the sharpness of the screen, and is painted once for all changes of a
// frame.

import { element } from '../element';
import { onThemeChange } from '../theme';

/** Paints a canvas of this size in CSS pixels; it is clear. */
export type Paint = (brush: CanvasRenderingContext2D, width: number, height: number) => void;

/** A painted picture. */
export class Picture {
  readonly element = element('div', 'net-picture');
  private readonly canvas = element('canvas', '');
  private readonly resizes: ResizeObserver;
  private readonly stopTheme: () => void;
  private frame = 0;

  /**
   * @param paint paints it
   * @param onTheme told before it is painted in another theme
   */
  constructor(
    private readonly paint: Paint,
    onTheme: () => void
  ) {
    this.canvas.setAttribute('role', 'img');
    this.element.append(this.canvas);
    this.resizes = new ResizeObserver(() => this.update());
    this.resizes.observe(this.element);
    this.stopTheme = onThemeChange(() => {
      onTheme();
      this.update();
    });
  }

  /** Says what the picture shows. */
  describe(words: string): void {
    this.canvas.setAttribute('aria-label', words);
  }

  /** Takes another height, in CSS pixels. */
  setHeight(height: number): void {
    this.element.style.height = `${height}px`;
  }

  /** Paints with the next frame. */
  update(): void {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.now());
  }

  /** Frees the observers. */
  dispose(): void {
    cancelAnimationFrame(this.frame);
    this.resizes.disconnect();
    this.stopTheme();
  }

  private now(): void {
    const { clientWidth: width, clientHeight: height } = this.element;
    const brush = this.canvas.getContext('2d');
    if (width === 0 || height === 0 || brush === null) return;
    const sharpness = devicePixelRatio;
    const [wide, high] = [Math.round(width * sharpness), Math.round(height * sharpness)];
    if (this.canvas.width !== wide) this.canvas.width = wide;
    if (this.canvas.height !== high) this.canvas.height = high;
    brush.setTransform(sharpness, 0, 0, sharpness, 0, 0);
    brush.clearRect(0, 0, width, height);
    this.paint(brush, width, height);
  }
}
