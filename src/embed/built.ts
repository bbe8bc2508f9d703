// What scripts/build/embed.mjs makes of other sources and writes in here as text, so that a page needs one file.

declare const PERCOLAB_WORKER: string;
declare const PERCOLAB_STYLE: string;

/** The worker, a complete script. */
export const WORKER_SCRIPT = PERCOLAB_WORKER;

/** Style sheet of the view: Plotly's own rules, those of style/, and colours for pages that have none. */
export const STYLE_SHEET = PERCOLAB_STYLE;
