// JupyterLab's translations where there are none: English, with its placeholders filled in as JupyterLab does.

import { nullTranslator } from '@jupyterlab/translation';

export const bundle = nullTranslator.load('percolab');
