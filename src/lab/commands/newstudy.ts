// A new notebook with a study. Its file is written before it is opened: Notebook 7 opens it in a page of its own.

import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { KernelSpec } from '@jupyterlab/services';
import type { TranslationBundle } from '@jupyterlab/translation';
import { LOAD } from '../insertcells';
import { EXAMPLES, explained, type Kind } from './examples';

/** What is written, format 4.5. */
export interface NewNotebook {
  readonly cells: readonly object[];
  readonly metadata: object;
  readonly nbformat: 4;
  readonly nbformat_minor: 5;
}

/**
 * Makes and opens a notebook with a study, and a kernel for it.
 *
 * @param app where
 * @param kind of the study
 * @param folder path of the notebook's folder
 * @param trans translates the line of explanation
 * @returns what shows the notebook; undefined where it opens in a page of its own
 */
export async function newStudy(
  app: JupyterFrontEnd,
  kind: Kind,
  folder: string,
  trans: TranslationBundle
): Promise<unknown> {
  const { contents, kernelspecs } = app.serviceManager;
  await kernelspecs.ready;
  const kernel = kernelFor(kernelspecs.specs);
  const content = notebookOf(kind, kernel, trans);
  const { path } = await contents.newUntitled({ path: folder, type: 'notebook' });
  await contents.save(path, { type: 'notebook', format: 'json', content });
  return app.commands.execute('docmanager:open', {
    path,
    factory: 'Notebook',
    ...(kernel && { kernel: { name: kernel.name } })
  });
}

/** A kernel that has the magics: the default one if it is Python, else the first that is; else the default. */
export function kernelFor(specs: KernelSpec.ISpecModels | null): KernelSpec.ISpecModel | null {
  const all = Object.values(specs?.kernelspecs ?? {}).filter(spec => spec !== undefined);
  const byDefault = all.find(({ name }) => name === specs?.default);
  const python = [byDefault, ...all].find(spec => spec?.language.toLowerCase() === 'python');
  return python ?? byDefault ?? null;
}

/** The notebook: a line of explanation, the extension, and the study. */
export function notebookOf(
  kind: Kind,
  kernel: KernelSpec.ISpecModel | null,
  trans: TranslationBundle
): NewNotebook {
  const code = (id: string, source: string) => ({
    cell_type: 'code',
    id,
    execution_count: null,
    metadata: {},
    outputs: [],
    source
  });
  const words = explained(kind, trans);
  return {
    cells: [
      { cell_type: 'markdown', id: 'words', metadata: {}, source: words },
      code('load', LOAD),
      code('study', EXAMPLES[kind])
    ],
    metadata: kernel
      ? {
          kernelspec: {
            name: kernel.name,
            display_name: kernel.display_name,
            language: kernel.language
          }
        }
      : {},
    nbformat: 4,
    nbformat_minor: 5
  };
}
