// Files of percolab: a study (*.percolab.yaml) opens in the editor with a preview beside it, a result
// (*.percolab.json) as a figure.

import { ILabShell, type JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ABCWidgetFactory, type DocumentRegistry, DocumentWidget } from '@jupyterlab/docregistry';
import { studyIcon } from '../icon';
import { type Content, LazyWidget } from '../lazywidget';
import { IShared } from '../shared';

type Context = DocumentRegistry.Context;

/** Loads what shows a file. */
type LoadShow = () => Promise<(node: HTMLElement, context: Context, shared: IShared) => Content>;

/** Makes the widgets of one kind of view. */
class ViewFactory extends ABCWidgetFactory<DocumentWidget> {
  constructor(
    options: DocumentRegistry.IWidgetFactoryOptions<DocumentWidget>,
    private readonly load: LoadShow,
    private readonly shared: IShared
  ) {
    super({ ...options, readOnly: true });
  }

  protected override createNewWidget(context: Context): DocumentWidget {
    const content = new LazyWidget(async () => {
      const [show] = await Promise.all([this.load(), context.ready]);
      return ({ node }) => show(node, context, this.shared);
    }, this.shared.trans);
    content.addClass('percolab-document');
    void content.fill();
    const widget = new DocumentWidget({ content, context });
    widget.title.icon = studyIcon;
    return widget;
  }
}

/** Makes JupyterLab open the files. */
export const documents: JupyterFrontEndPlugin<void> = {
  id: 'percolab:documents',
  description: 'Opens studies and results that are files.',
  autoStart: true,
  requires: [IShared],
  optional: [ILabShell],
  activate: ({ docRegistry, commands, restored }, shared: IShared, labShell: ILabShell | null) => {
    const { trans } = shared;
    const [study, result] = ['percolab-study', 'percolab-result'];
    const preview = 'Percolab Preview';
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
    fileType(study, trans.__('Percolab study'), '.percolab.yaml', 'text/x-yaml');
    fileType(result, trans.__('Percolab result'), '.percolab.json', 'application/json');
    const view = (name: string, label: string, type: string, load: LoadShow, isDefault: boolean) =>
      docRegistry.addWidgetFactory(
        // JupyterLab's own types are not exact about what is optional.
        new ViewFactory(
          { name, label, fileTypes: [type], defaultFor: isDefault ? [type] : [] },
          load,
          shared
        ) as DocumentRegistry.WidgetFactory
      );
    view(
      preview,
      trans.__('Percolab Preview'),
      study,
      async () => (await import('./studypreview')).showStudy,
      false
    );
    view(
      'Percolab Result',
      trans.__('Percolab Result'),
      result,
      async () => (await import('./resultfile')).showResultFile,
      true
    );

    if (labShell === null) return;
    // What a reader opens gets its preview; what is restored with the page has what it had.
    let isRestored = false;
    void restored.then(() => (isRestored = true));
    docRegistry.addWidgetExtension('Editor', {
      createNew: (editor, { path, ready }) => {
        if (!isRestored || !path.endsWith('.percolab.yaml')) return;
        void ready.then(() =>
          commands.execute('docmanager:open', {
            path,
            factory: preview,
            options: { mode: 'split-right', ref: editor.id, activate: false }
          })
        );
      }
    });
  }
};
