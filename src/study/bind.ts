// Ties a dropout study to its data: fills in what the data imply (input and output units, task and loss), and refuses a
// network, a loss or a batch that does not fit them.

import type { Task } from '../engine/dropout/data/labels';
import { trainingRows } from '../engine/dropout/data/split';
import { TEACHER_INPUTS, TEACHER_OUTPUTS } from '../engine/dropout/data/teacher';
import type { Dataset } from '../engine/dropout/dataset';
import { StudyError, type Diagnostic } from './diagnostic';
import type { Setting } from './key';
import { datasetHash } from './hash';
import type { Steps } from './steps';
import type { Study } from './study';

/** What a study must fit. */
export interface Fit {
  /** Units of the input layer; null where any number will do (the teacher draws as many as the network has). */
  readonly inputs: number | null;
  /** Units of the output layer where the study does not say. */
  readonly outputs: number;
  /** Whether another number of output units will do: the teacher draws as many targets as the network has. */
  readonly anyOutputs: boolean;
  readonly tasks: readonly Task[];
  /** Training rows, in the cell that has the fewest. */
  readonly rows: number;
  /** Test rows, likewise, and the key that says how many. */
  readonly tested: number;
  readonly testKey: 'data.test' | 'data';
  /** The data in words. */
  readonly name: string;
}

function fitOfTeacher(settings: Study['settings']): Fit {
  const tasks = (settings.get('data.task') ?? ['classification']) as readonly Task[];
  const classes = tasks.includes('classification');
  return {
    inputs: null,
    outputs: TEACHER_OUTPUTS[classes ? 'classification' : 'regression'],
    anyOutputs: !classes,
    tasks,
    rows: Math.min(...(settings.get('data.train') as readonly number[])),
    tested: Math.min(...(settings.get('data.test') as readonly number[])),
    testKey: 'data.test',
    name: 'teacher'
  };
}

function fitOf(data: Dataset | null, settings: Study['settings']): Fit {
  return data === null
    ? fitOfTeacher(settings)
    : {
        inputs: data.inputs,
        outputs: data.outputs,
        anyOutputs: false,
        tasks: [data.task],
        rows: trainingRows(data),
        tested: data.test?.y.length ?? data.train.y.length - trainingRows(data),
        testKey: 'data',
        name: data.name
      };
}

/** Hash of the numbers that were read, so that the study's hash tells one data file from another. */
function* fingerprint(study: Study, data: Dataset | null): Steps<string | null> {
  const named = study.data?.name;
  return data === null || named === 'digits' ? null : yield* datasetHash(data);
}

/** What the output units stand for. */
function outputsInWords({ outputs, tasks }: Fit): string {
  const what = tasks.includes('classification') ? 'classes' : outputs === 1 ? 'target' : 'targets';
  return `${outputs} ${what}`;
}

type Refuse = (key: string, message: string) => void;

function checkWidths(settings: Study['settings'], fit: Fit, refuse: Refuse): void {
  for (const widths of (settings.get('network.widths') ?? []) as readonly number[][]) {
    const [first, last] = [widths[0], widths.at(-1)!];
    if (fit.inputs !== null && first !== fit.inputs) {
      const message = `the first of [${widths.join(', ')}] is ${first}; ${fit.name} has ${fit.inputs} inputs: write ${fit.inputs}`;
      refuse('network.widths', message);
    }
    if (!fit.anyOutputs && last !== fit.outputs) {
      const message = `the last of [${widths.join(', ')}] is ${last}; ${fit.name} has ${outputsInWords(fit)}: write ${fit.outputs}`;
      refuse('network.widths', message);
    }
  }
}

/** Input and output units of networks of width and depth. */
function bindUnits(settings: Map<string, readonly Setting[]>, fit: Fit, refuse: Refuse): void {
  const inputs = settings.get('network.input') ?? [fit.inputs ?? TEACHER_INPUTS];
  const wrong = inputs.find(units => fit.inputs !== null && units !== fit.inputs);
  if (wrong !== undefined) {
    refuse(
      'network.input',
      `found ${String(wrong)}; ${fit.name} has ${fit.inputs} inputs: write ${fit.inputs} or leave it out`
    );
  }
  const outputs = settings.get('network.output') ?? [fit.outputs];
  const stray = outputs.find(units => !fit.anyOutputs && units !== fit.outputs);
  if (stray !== undefined) {
    refuse(
      'network.output',
      `found ${String(stray)}; ${fit.name} has ${outputsInWords(fit)}: write ${fit.outputs} or leave it out`
    );
  }
  settings.set('network.input', inputs);
  settings.set('network.output', outputs);
}

function bindLoss(settings: Map<string, readonly Setting[]>, fit: Fit, refuse: Refuse): void {
  const isRegression = fit.tasks.includes('regression');
  const losses = settings.get('loss') ?? [isRegression ? 'mse' : 'cross_entropy'];
  if (isRegression && losses.includes('cross_entropy')) {
    refuse(
      'loss',
      'found cross_entropy, which needs classes; regression takes mse: write loss: mse'
    );
  }
  settings.set('loss', losses);
}

/**
 * The study with its network bound to its data. Percolation studies come back as they are.
 *
 * @param study a valid study
 * @param data its data set; null for the teacher and for percolation
 * @throws StudyError where the network, the loss or the batch does not fit the data
 */
export function* bindStudy(study: Study, data: Dataset | null): Steps<Study> {
  if (study.kind === 'percolation') {
    return study;
  }
  const fit = fitOf(data, study.settings);
  return {
    ...study,
    settings: boundSettings(study, fit),
    fingerprint: yield* fingerprint(study, data),
    trainingRows: data && fit.rows
  };
}

/**
 * Settings of a training study with all that its data imply.
 *
 * @param study a valid study
 * @param fit what its data say
 * @throws StudyError where the network, the loss or the batch does not fit the data
 */
export function boundSettings(study: Study, fit: Fit): Study['settings'] {
  const settings = new Map<string, readonly Setting[]>(study.settings);
  const diagnostics: Diagnostic[] = [];
  const refuse: Refuse = (key, message) => {
    diagnostics.push({ at: study.locate(key) ?? study.locate('network'), key, message });
  };

  settings.set('data.task', fit.tasks);
  bindLoss(settings, fit, refuse);
  checkWidths(settings, fit, refuse);
  if (!settings.has('network.widths')) {
    bindUnits(settings, fit, refuse);
  }
  const batch = settings.get('batch')!.find(size => (size as number) > fit.rows);
  if (batch !== undefined) {
    refuse(
      'batch',
      `found ${String(batch)}; ${fit.name} has ${fit.rows} training rows: take at most that many`
    );
  }
  if (fit.tasks.includes('regression') && fit.tested < 2) {
    refuse(
      fit.testKey,
      'found 1 test row; R² of regression compares it with the mean of the test rows: take 2 or more' +
        (fit.testKey === 'data' ? ', which data without a test set have from 6 rows on' : '')
    );
  }
  if (diagnostics.length > 0) {
    throw new StudyError(diagnostics, study.source);
  }
  return settings;
}
