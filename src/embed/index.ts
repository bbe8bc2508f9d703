// One file for any page without Jupyter: the view and Plotly (evaluated when the first figure is drawn). As a
// plain script it gives the global `percolab`.

export { showPage } from './page';
export { showResult, type Shown } from './show';
export { widget } from './widget';
