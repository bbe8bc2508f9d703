// The subset of Plotly's JSON that figures use: scatter traces and heat maps on cartesian panels. The view
// hands it to Plotly, the static picture draws exactly this and nothing else.

/** A coordinate; null is a gap in a line, or parts two polygons. */
export type Coordinate = number | null;

/** Plotly's names of the dashes that figures use. */
export type Dash = 'solid' | 'dash' | 'dot' | 'dashdot';

/** Plotly's names of the marker symbols that figures use. */
export type Symbol = 'circle' | 'square' | 'diamond' | 'triangle-up' | 'circle-open' | 'x-thin';

/** A line, points or a filled outline. All text is escaped pseudo-HTML, see text.ts. */
export interface Trace {
  readonly type: 'scatter';
  readonly mode: 'lines' | 'markers' | 'lines+markers';
  readonly name: string;
  /** Traces of one group are switched together in the legend. */
  readonly legendgroup: string;
  readonly showlegend: boolean;
  /** `legend2`, ...: the legend that names it, where panels have legends of their own; else `legend`. */
  readonly legend?: 'legend' | `legend${number}`;
  readonly x: readonly Coordinate[];
  readonly y: readonly Coordinate[];
  /** `x`, `x2`, ...: the panel is the pair of axes. */
  readonly xaxis: string;
  readonly yaxis: string;
  readonly line?: { readonly color: string; readonly width: number; readonly dash: Dash };
  readonly marker?: {
    readonly color: string;
    readonly size: number;
    readonly symbol: Symbol;
    readonly opacity: number;
    /** Stroke of `x-thin`, which has no inside. */
    readonly line?: { readonly color: string; readonly width: number };
  };
  /** Of the whole trace; 1 if not given. */
  readonly opacity?: number;
  readonly fill?: 'toself';
  readonly fillcolor?: string;
  readonly hoverinfo?: 'skip';
  readonly hovertemplate?: string;
  /** One row of texts for each point; the hover template names them by place. */
  readonly customdata?: readonly (readonly string[])[];
}

/** Coloured cells on a grid; their colours are those of one of the layout's colour axes. */
export interface HeatMap {
  readonly type: 'heatmap';
  readonly name: string;
  readonly showlegend: false;
  /** Middles of the cells, ascending; cells meet halfway in the coordinates of their axis. */
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** A row of the cells' values for each y; null where there is none. */
  readonly z: readonly (readonly Coordinate[])[];
  readonly xaxis: string;
  readonly yaxis: string;
  readonly coloraxis: 'coloraxis' | `coloraxis${number}`;
  /** Texts of each cell; the hover template names them by place. */
  readonly customdata: readonly (readonly (readonly string[])[])[];
  readonly hovertemplate: string;
  /** Where cells without a value have nothing to tell. */
  readonly hoverongaps?: false;
}

/** Anything that is drawn in a panel. */
export type Mark = Trace | HeatMap;

/** An axis of a panel. The range of a logarithmic axis is in powers of ten. */
export interface LayoutAxis {
  readonly type: 'linear' | 'log';
  readonly range: readonly [number, number];
  readonly title: { readonly text: string; readonly standoff: number };
  /** Most ticks of a logarithmic axis. */
  readonly nticks?: number;
  /** Where the ticks are, if they are chosen here. */
  readonly tickvals?: readonly number[];
  /** Their names in place of numbers, for an axis of words. */
  readonly ticktext?: readonly string[];
  /** Part of the figure that the axis spans, 0 to 1. */
  readonly domain: readonly [number, number];
  /** The other axis of the panel. */
  readonly anchor: string;
  /** Axis whose range this one follows. */
  readonly matches?: string;
  readonly showgrid: boolean;
  readonly zeroline: false;
  readonly exponentformat: 'power';
  readonly automargin: true;
}

/** Colours of values between `cmin` and `cmax`, and the bar that shows them. */
export interface ColorAxis {
  readonly cmin: number;
  readonly cmax: number;
  /** Places from 0 to 1 and their colours, mixed linearly in between. */
  readonly colorscale: readonly (readonly [number, string])[];
  readonly colorbar: {
    readonly title: { readonly text: string; readonly side: 'top' };
    readonly thickness: number;
    readonly outlinewidth: 0;
    readonly tickvals: readonly number[];
    readonly lenmode: 'fraction';
    /** Height of the panel that it stands beside, as part of the figure. */
    readonly len: number;
    readonly x: number;
    readonly y: number;
    readonly yanchor: 'top';
  };
}

/** Where the names of traces stand. */
export interface Legend {
  readonly orientation: 'h' | 'v';
  readonly x: number;
  readonly xanchor: 'left';
  readonly y: number;
  readonly yref: 'paper' | 'container';
  readonly yanchor: 'top' | 'bottom';
  readonly tracegroupgap: 0;
}

/** Axes, words and proportions of a figure; colours of the page are left to the theme. */
export interface Layout {
  readonly title: {
    readonly text: string;
    readonly subtitle: { readonly text: string; readonly font: { readonly size: number } };
    readonly font: { readonly size: number };
    readonly x: 0;
    readonly xref: 'paper';
    readonly xanchor: 'left';
    readonly y: 1;
    readonly yref: 'container';
    readonly yanchor: 'top';
    readonly pad: { readonly t: number };
  };
  readonly showlegend: boolean;
  readonly legend: Legend;
  /** Legends of further panels. */
  readonly [legend: `legend${number}`]: Legend;
  readonly margin: {
    readonly l: number;
    readonly r: number;
    readonly t: number;
    readonly b: number;
  };
  /** Height in pixels at which the proportions are right. */
  readonly height: number;
  readonly hovermode: 'closest';
  /** The colours of heat maps, and the bars beside them that explain them. */
  readonly coloraxis?: ColorAxis;
  readonly [colors: `coloraxis${number}`]: ColorAxis;
  readonly [axis: `xaxis${string}` | `yaxis${string}`]: LayoutAxis;
}

/** A figure as Plotly takes it. */
export interface Figure {
  readonly data: readonly Mark[];
  readonly layout: Layout;
}

/** A figure, and in words what its panels show. */
export interface Described {
  readonly figure: Figure;
  /** Plain text, a sentence or two for each panel. */
  readonly notes: readonly string[];
}
