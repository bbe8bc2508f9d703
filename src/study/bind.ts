// Ties a dropout study to its data: fills in the input and output units that the data imply, and refuses a
// network or a batch that does not fit them.

import { TEACHER } from '../engine/dropout/data/teacher';
import { trainingRows } from '../engine/dropout/data/split';
import type { Dataset } from '../engine/dropout/dataset';
import { StudyError, type Diagnostic } from './diagnostic';
import type { Setting } from './key';
import { arraysHash } from './hash';
import type { Study } from './study';

/** What a network must fit. */
interface Fit {
  /** Units of the input layer; null where any number will do (the teacher draws as many as the network has). */
  readonly inputs: number | null;
  readonly classes: number;
  /** Training rows. */
  readonly rows: number;
  /** The data in words. */
  readonly name: string;
}

function fitOf(data: Dataset | null): Fit {
  return data === null
    ? { inputs: null, classes: TEACHER.classes, rows: TEACHER.train, name: 'teacher' }
    : { inputs: data.inputs, classes: data.classes, rows: trainingRows(data), name: data.name };
}

/** Hash of the numbers that were read, so that the study's hash tells one data file from another. */
function fingerprint(study: Study, data: Dataset | null): string | null {
  const named = study.data?.name;
  return data === null || named === 'digits'
    ? null
    : arraysHash(data.train.x, data.train.y, ...(data.test ? [data.test.x, data.test.y] : []));
}

function checkWidths(
  study: Study,
  fit: Fit,
  complain: (key: string, message: string) => void
): void {
  for (const widths of (study.settings.get('network.widths') ?? []) as readonly number[][]) {
    const [first, last] = [widths[0], widths.at(-1)!];
    if (fit.inputs !== null && first !== fit.inputs) {
      const message = `the first of [${widths.join(', ')}] is ${first}; ${fit.name} has ${fit.inputs} inputs: write ${fit.inputs}`;
      complain('network.widths', message);
    }
    if (last !== fit.classes) {
      const message = `the last of [${widths.join(', ')}] is ${last}; ${fit.name} has ${fit.classes} classes: write ${fit.classes}`;
      complain('network.widths', message);
    }
  }
}

/**
 * The study with its network bound to its data. Percolation studies come back as they are.
 *
 * @param study a valid study
 * @param data its data set; null for the teacher and for percolation
 * @throws StudyError where the network or the batch does not fit the data
 */
export function bindStudy(study: Study, data: Dataset | null): Study {
  if (study.kind === 'percolation') {
    return study;
  }
  const fit = fitOf(data);
  const diagnostics: Diagnostic[] = [];
  const complain = (key: string, message: string): void => {
    diagnostics.push({ at: study.locate(key) ?? study.locate('network'), key, message });
  };
  const settings = new Map<string, readonly Setting[]>(study.settings);

  checkWidths(study, fit, complain);
  if (!settings.has('network.widths')) {
    const inputs = settings.get('network.input') ?? [fit.inputs ?? TEACHER.inputs];
    const wrong = inputs.find(units => fit.inputs !== null && units !== fit.inputs);
    if (wrong !== undefined) {
      complain(
        'network.input',
        `found ${String(wrong)}; ${fit.name} has ${fit.inputs} inputs: write ${fit.inputs} or leave it out`
      );
    }
    const outputs = settings.get('network.output') ?? [fit.classes];
    const stray = outputs.find(units => units !== fit.classes);
    if (stray !== undefined) {
      complain(
        'network.output',
        `found ${String(stray)}; ${fit.name} has ${fit.classes} classes: write ${fit.classes} or leave it out`
      );
    }
    settings.set('network.input', inputs);
    settings.set('network.output', outputs);
  }
  const batch = settings.get('batch')!.find(size => (size as number) > fit.rows);
  if (batch !== undefined) {
    complain(
      'batch',
      `found ${String(batch)}; ${fit.name} has ${fit.rows} training rows: take at most that many`
    );
  }
  if (diagnostics.length > 0) {
    throw new StudyError(diagnostics, study.source);
  }
  return { ...study, settings, fingerprint: fingerprint(study, data) };
}
