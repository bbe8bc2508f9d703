// The part of help while typing that every editor has: it looks whether the editor holds a study, and loads the rest
// when it does. It follows edits of the first line.

import { Compartment, type Extension } from '@codemirror/state';
import { EditorView, type PluginValue, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import { type Place, studyIn } from './study';

/** Longest first line, with blank lines before it, that is looked at. */
const HEAD = 1000;

/** Loads what an editor with a study is extended by. */
export type LoadHelp = (place: Place) => Promise<Extension>;

class Starter implements PluginValue {
  private wanted = false;
  private isGone = false;

  constructor(
    private readonly view: EditorView,
    private readonly help: Compartment,
    private readonly place: Place,
    private readonly load: LoadHelp
  ) {
    this.look();
  }

  update({ docChanged }: ViewUpdate): void {
    if (docChanged) this.look();
  }

  destroy(): void {
    this.isGone = true;
  }

  private look(): void {
    const holds = studyIn(this.view.state.sliceDoc(0, HEAD), this.place) !== null;
    if (holds === this.wanted) return;
    this.wanted = holds;
    const ready = holds ? this.load(this.place) : Promise.resolve([]);
    ready.then(
      extension => {
        // Edited away, or back, while it was loading.
        if (this.isGone || this.wanted !== holds) return;
        this.view.dispatch({ effects: this.help.reconfigure(extension) });
      },
      (error: unknown) => console.error('percolab: help while typing can’t be loaded.', error)
    );
  }
}

/**
 * Extends an editor by help for the study that it holds, or will hold.
 *
 * @param place file: the editor holds nothing but a study; cell: below one of the magics
 */
export function starter(place: Place, load: LoadHelp): Extension {
  const help = new Compartment();
  return [help.of([]), ViewPlugin.define(view => new Starter(view, help, place, load))];
}
