// Whether the reader is near an element: it is in what is seen of the page, or less than one screen from it.

/** One screen. */
const NEAR = { rootMargin: '100%' };
/** The same in a page, also in what scrolls within it. With a scroller as root, Chromium would add the one to the other. */
const NEAR_IN_PAGE = { ...NEAR, scrollMargin: '100%' };

/**
 * What an element scrolls in, the outermost if there are several; null for the page. A browser counts the margin of the
 * page no further than to the next panel that contains what is painted in it, and all of JupyterLab's do.
 */
function scrollerOf(element: HTMLElement): HTMLElement | null {
  let found: HTMLElement | null = null;
  for (let at = element.parentElement; at !== null && at !== document.body; at = at.parentElement) {
    const scrolls = at.scrollHeight > at.clientHeight;
    if (scrolls && /auto|scroll/.test(getComputedStyle(at).overflowY)) found = at;
  }
  return found;
}

/** Follows whether the reader is near an element. */
export class Nearness {
  private near = false;
  private observer: IntersectionObserver | null = null;

  /**
   * @param element the element, which may get its place in the page later
   * @param onChange called when the reader comes near or goes far
   */
  constructor(
    private readonly element: HTMLElement,
    private readonly onChange: (isNear: boolean) => void
  ) {}

  /** Whether the reader is near, as far as is known. */
  get isNear(): boolean {
    return this.near;
  }

  /** Looks at once: the observer would only say so a frame later. */
  look(): void {
    const { top, bottom } = this.element.getBoundingClientRect();
    this.near ||= this.element.clientWidth > 0 && top < 2 * innerHeight && bottom > -innerHeight;
  }

  /** Whether it is in what is seen at this moment; the observer tells a frame later. */
  get isSeen(): boolean {
    const { top, bottom } = this.element.getBoundingClientRect();
    const root = this.observer?.root;
    const area =
      root instanceof Element ? root.getBoundingClientRect() : { top: 0, bottom: innerHeight };
    return this.element.clientWidth > 0 && top < area.bottom && bottom > area.top;
  }

  /** Follows from where the element stands now; to be called when it has got another place or size. */
  follow(): void {
    const root = scrollerOf(this.element);
    if (this.observer?.root === root) return;
    this.dispose();
    this.observer = new IntersectionObserver(
      entries => {
        this.near = entries.at(-1)!.isIntersecting;
        this.onChange(this.near);
      },
      root === null ? NEAR_IN_PAGE : { ...NEAR, root }
    );
    this.observer.observe(this.element);
  }

  /** Follows no more. */
  dispose(): void {
    this.observer?.disconnect();
  }
}
