// The notebook cell in which progress is shown: whether its kernel is at work, and how to stop and to find it.

import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { INotebookTracker } from '@jupyterlab/notebook';
import type { KernelMessage } from '@jupyterlab/services';
import { PROGRESS_MIME } from './mime';

/** The cell. */
export interface Place {
  /** Whether its kernel may be at work: a page that has just been loaded does not know until the kernel rests. */
  isBusy(): boolean;
  /** Interrupts its kernel. */
  interrupt(): Promise<void>;
  /** Brings it into view. */
  reveal(): void;
  /** Gives it the focus. */
  focus(): void;
  /**
   * Calls back when the kernel's state changes.
   *
   * @returns stops it
   */
  onState(listener: () => void): () => void;
  /**
   * Calls back with each report of progress that its kernel sends, also those of runs that this page did not start.
   *
   * @returns stops it
   */
  onReport(listener: (payload: unknown) => void): () => void;
}

/**
 * Looks for the cell that an element of an output stands in.
 *
 * @param element an element of the output
 * @param app where
 * @param notebooks its notebooks
 * @returns null where it stands in no notebook, e.g. in a console or in a view of its own
 */
export function placeOf(
  element: HTMLElement,
  app: JupyterFrontEnd,
  notebooks: INotebookTracker | null
): Place | null {
  const cellIn = (panel: Panel) =>
    panel.content.widgets.find(({ node }) => node.contains(element)) ?? null;
  const panel = notebooks?.find(candidate => cellIn(candidate) !== null);
  if (panel === undefined) return null;
  const { sessionContext, content } = panel;
  const kernel = () => sessionContext.session?.kernel ?? null;
  return {
    isBusy: () => ['busy', 'unknown'].includes(kernel()?.status ?? ''),
    interrupt: async () => kernel()?.interrupt(),
    reveal: () => {
      app.shell.activateById(panel.id);
      const cell = cellIn(panel);
      if (cell === null) return;
      content.activeCellIndex = content.widgets.indexOf(cell);
      void content.scrollToCell(cell, 'center');
    },
    focus: () => cellIn(panel)?.node.focus({ preventScroll: true }),
    onState: listener => {
      sessionContext.statusChanged.connect(listener);
      sessionContext.kernelChanged.connect(listener);
      return () => {
        sessionContext.statusChanged.disconnect(listener);
        sessionContext.kernelChanged.disconnect(listener);
      };
    },
    onReport: listener => {
      const hear = (_: unknown, { content }: KernelMessage.IMessage): void => {
        const data = 'data' in content ? (content.data as Readonly<Record<string, unknown>>) : {};
        if (PROGRESS_MIME in data) listener(data[PROGRESS_MIME]);
      };
      sessionContext.iopubMessage.connect(hear);
      return () => sessionContext.iopubMessage.disconnect(hear);
    }
  };
}

type Panel = NonNullable<INotebookTracker['currentWidget']>;
