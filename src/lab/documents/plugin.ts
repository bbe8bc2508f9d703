// Files of percolab: a study (*.percolab.yaml) opens in the editor with a preview beside it, a result
// (*.percolab.json) as a figure.

import {
  ILabShell,
  ILayoutRestorer,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { WidgetTracker } from '@jupyterlab/apputils';
import { ABCWidgetFactory, type DocumentRegistry, DocumentWidget } from '@jupyterlab/docregistry';
import { studyIcon } from '../icon';
import { type Content, LazyWidget } from '../lazywidget';
import { IServices } from '../services';

/** How the names of files with a study end. */
const STUDY_FILES = '.percolab.yaml';
/** Name of the preview among the views of a study. */
const PREVIEW = 'Percolab Preview';

type Context = DocumentRegistry.Context;

/** What a file's view is given. */
export interface Surroundings {
  readonly context: Context;
  readonly services: IServices;
  /** Brings the view to the front. */
  reveal(): void;
}

/** Loads what shows a file. */
type LoadShow = () => Promise<(node: HTMLElement, around: Surroundings) => Content>;

/** Makes the widgets of one kind of view. */
class ViewFactory extends ABCWidgetFactory<DocumentWidget> {
  constructor(
    options: DocumentRegistry.IWidgetFactoryOptions<DocumentWidget>,
    private readonly load: LoadShow,
    private readonly app: JupyterFrontEnd,
    private readonly services: IServices
  ) {
    super({ ...options, readOnly: true });
  }

  protected override createNewWidget(context: Context): DocumentWidget {
    const { app, services } = this;
    const content = new LazyWidget(async () => {
      const [show] = await Promise.all([this.load(), context.ready]);
      const reveal = () => app.shell.activateById(widget.id);
      return ({ node }) => show(node, { context, services, reveal });
    }, services.trans);
    content.addClass('percolab-document');
    const widget = new DocumentWidget({ content, context });
    widget.title.icon = studyIcon;
    void content.fill();
    return widget;
  }
}

/** Makes JupyterLab open the files. */
export const documents: JupyterFrontEndPlugin<void> = {
  id: 'percolab:documents',
  description: 'Opens files of studies and results.',
  autoStart: true,
  requires: [IServices],
  optional: [ILabShell, ILayoutRestorer],
  activate: (
    app,
    services: IServices,
    labShell: ILabShell | null,
    restorer: ILayoutRestorer | null
  ) => {
    const { docRegistry, commands, restored } = app;
    const { trans } = services;
    const fileType = (name: string, displayName: string, extension: string, mimeType: string) =>
      docRegistry.addFileType({
        name,
        displayName,
        extensions: [extension],
        mimeTypes: [mimeType],
        icon: studyIcon,
        contentType: 'file',
        fileFormat: 'text'
      });
    const view = (
      factory: string,
      label: string,
      type: string,
      defaultFor: string[],
      load: LoadShow
    ) => {
      const options = { name: factory, label, fileTypes: [type], defaultFor };
      const views = new ViewFactory(options, load, app, services);
      // JupyterLab's own types are not exact about what is optional.
      docRegistry.addWidgetFactory(views as DocumentRegistry.WidgetFactory);
      const tracker = new WidgetTracker<DocumentWidget>({ namespace: type });
      views.widgetCreated.connect((_, widget) => void tracker.add(widget));
      void restorer?.restore(tracker, {
        command: 'docmanager:open',
        args: ({ context: { path } }) => ({ path, factory }),
        name: ({ context: { path } }) => path
      });
    };
    const [study, result] = ['percolab-study', 'percolab-result'];
    fileType(study, trans.__('Percolab study'), STUDY_FILES, 'text/x-yaml');
    fileType(result, trans.__('Percolab result'), '.percolab.json', 'application/json');
    view(
      PREVIEW,
      trans.__('Percolab Preview'),
      study,
      [],
      async () => (await import('./studypreview')).showStudy
    );
    view('Percolab Result', trans.__('Percolab Result'), result, [result], async () => {
      return (await import('./resultfile')).showResultFile;
    });

    if (labShell === null) return;
    // What a reader opens gets its preview; what is restored with the page has what it had.
    let isRestored = false;
    void restored.then(() => (isRestored = true));
    docRegistry.addWidgetExtension('Editor', {
      createNew: (editor, { path, ready }) => {
        if (!isRestored || !path.endsWith(STUDY_FILES)) return;
        const open = async () => {
          await ready;
          // Who closed the editor meanwhile wants no preview.
          if (editor.isDisposed) return;
          await commands.execute('docmanager:open', {
            path,
            factory: PREVIEW,
            options: { mode: 'merge-right', ref: editor.id, activate: false }
          });
        };
        open().catch(console.error);
      }
    });
  }
};
