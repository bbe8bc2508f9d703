// The icon of studies: a layered network and an open path through it, in JupyterLab's own colours.

import { LabIcon } from '@jupyterlab/ui-components';

export const studyIcon = new LabIcon({
  name: 'percolab:study',
  svgstr:
    '<svg xmlns="http://www.w3.org/2000/svg" width="16" viewBox="0 0 16 16" fill="none" stroke-linecap="round">' +
    '<path class="jp-icon3" stroke="#616161" stroke-width="3" d="M2.5 3h0M8 3h0M13.5 3h0M2.5 8h0M8 8h0M2.5 13h0M8 13h0M13.5 13h0"/>' +
    '<path class="jp-icon-brand0" stroke="#0d47a1" stroke-width="1.5" d="M2.5 8H8l5.5-5"/></svg>'
});
