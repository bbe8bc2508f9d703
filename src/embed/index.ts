// One file for any page without Jupyter: the view, Plotly (evaluated when the first figure is drawn) and the worker. As a
// plain script it gives the global `percolab`.

export { showPage } from './page';
export { showResult, type ShowOptions, type Shown } from './show';
export { widget } from './widget';
