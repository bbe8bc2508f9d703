// Live controls as a part of a result's view: panel, status line, actions and keys around the computation.

import { readAgain, valueAt } from '../../study/change';
import { controlsOf } from '../../study/controls';
import { StudyError } from '../../study/diagnostic';
import { axesOf, type Study } from '../../study/study';
import { Panel } from '../controls/panel';
import { element } from '../element';
import type { Instrument, Part } from '../instrument';
import { Live } from './live';
import { hasCurves } from './pins';
import { whyNotHere } from './place';
import { StatusLine } from './status';

/** Adds the controls, where studies can be run. */
export const part: Part = instrument => {
  const { panel, surroundings } = instrument;
  if (panel === null || surroundings.runner === null) return;
  const study = readStored(instrument, panel);
  if (study === null) return;
  const live = new Live(instrument, surroundings.runner);
  const status = new StatusLine(() => live.stop(), instrument.trans);
  live.state.onChange(state => status.say(state), instrument.signal);
  const swept = axesOf(study);
  const controls = new Panel({
    change: (path, value, phase) =>
      controls.mark(path, live.change(path, value, phase) !== null, status.id),
    sweepOf: path => (swept.includes(path) ? valueAt(instrument.stored.study, path) : null),
    trans: instrument.trans
  });
  controls.update(controlsOf(study));
  instrument.study.onChange(plain => {
    // Which words a choice offers takes longer to find than a picture may.
    if (!live.isDragging) controls.update(controlsOf(readAgain(plain)));
  }, instrument.signal);
  panel.append(controls.element, status.element);
  const words = whyNotHere(study, surroundings.runner.data, instrument.trans);
  if (words === null) {
    addActions(instrument, live);
    panel.addEventListener('keydown', event => onKey(event, live), { signal: instrument.signal });
    for (const near of ['pointerenter', 'focusin']) {
      panel.addEventListener(near, () => live.warmUp(), { signal: instrument.signal });
    }
  } else {
    controls.disable(true);
    status.say({ is: 'cannot', words });
  }
};

/** The study of the stored result; null, and said, where this version can't read it. */
function readStored({ stored, trans }: Instrument, panel: HTMLElement): Study | null {
  try {
    return readAgain(stored.study);
  } catch (error) {
    if (!(error instanceof StudyError)) throw error;
    const words = trans.__(
      'This version of percolab can\u2019t run the study: %1',
      error.diagnostics[0].message
    );
    panel.append(element('p', 'state', words));
    return null;
  }
}

function addActions(instrument: Instrument, live: Live): void {
  const { actions, trans } = instrument;
  const title = { run: trans.__('Compute the study as the controls stand') };
  actions.add({ id: 'run', label: trans.__('Run'), title: title.run, run: () => live.run() });
  const undo = actions.add({ id: 'undo', label: trans.__('Undo'), run: () => live.go(-1) });
  const redo = actions.add({ id: 'redo', label: trans.__('Redo'), run: () => live.go(1) });
  const reset = actions.add({
    id: 'reset',
    label: trans.__('Reset'),
    title: trans.__('Back to the stored result'),
    run: () => live.reset()
  });
  const pin = actions.add({
    id: 'pin',
    label: trans.__('Pin'),
    title: trans.__('Keep the curves that are shown, to compare with'),
    run: () => live.pin()
  });
  const unpin = actions.add({ id: 'unpin', label: trans.__('Unpin'), run: () => live.unpin() });
  const follow = (): void => {
    const { canUndo, canRedo } = live.steps.current;
    undo.update({ idle: !canUndo });
    redo.update({ idle: !canRedo });
    reset.update({ idle: live.isStored });
    pin.update({ idle: !hasCurves(instrument.figure) });
    unpin.update({ hidden: !live.isPinned });
  };
  follow();
  live.steps.onChange(follow, instrument.signal);
  instrument.shown.onChange(follow, instrument.signal);
}

/** Undo and redo by the usual keys, also where an input has its own: its last typing is the control's last change. */
function onKey(event: KeyboardEvent, live: Live): void {
  const { key, ctrlKey, metaKey, shiftKey, altKey } = event;
  if (!(ctrlKey || metaKey) || altKey) return;
  const letter = key.toLowerCase();
  const by = letter === 'y' || (letter === 'z' && shiftKey) ? 1 : letter === 'z' ? -1 : 0;
  if (by === 0) return;
  event.preventDefault();
  event.stopPropagation();
  live.go(by);
}
