// Reading what only training results have: series, updates, verdicts, times and notes.

import { check, isObject, isValue, readSection } from './payloadcheck';
import type { Flow, Result, Timing, Traces, Updates, Verdicts, WeightUpdates } from './result';
import { MOST_WEIGHTS } from './sectionlimits';
import { VERDICTS } from './verdict';

const MOST_NOTES = 20;
const SHARE = /^[a-z][a-z_]{0,39}_(learns|low|high)$/;

type Training = Pick<
  Result,
  'traces' | 'flow' | 'updates' | 'weight_updates' | 'verdicts' | 'timing' | 'notes'
>;

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0;
}

function readTraces(value: unknown, rows: number): Traces {
  const traces = readSection(value, ['row', 'step', 'loss', 'open'], rows, 'traces');
  check(traces['step'].every(isCount), 'a trace has a step that is no integer');
  return traces as unknown as Traces;
}

function readFlow(value: unknown, rows: number): Flow {
  const names = ['row', 'step', 'layer', 'gradient', 'reach'];
  const flow = readSection(value, names, rows, 'layers');
  check([flow['step'], flow['layer']].flat().every(isCount), 'a layer or its step is no integer');
  return flow as unknown as Flow;
}

function readUpdates(value: unknown, rows: number): Updates {
  const updates = readSection(value, ['row', 'layer', 'mean', 'expected'], rows, 'updates');
  check(updates['layer'].every(isCount), 'the layer of updates is no integer');
  return updates as unknown as Updates;
}

function readWeightUpdates(value: unknown, rows: number): WeightUpdates[] {
  check(Array.isArray(value), 'its updates of weights are not a list');
  check(value.length <= MOST_WEIGHTS, `it has updates of more than ${MOST_WEIGHTS} layers`);
  const read = value.map((entry: unknown) => {
    check(isObject(entry), 'updates of weights are not an object');
    const { row, layer, from, to, count } = entry;
    check(
      [row, layer, from, to].every(isCount) && (row as number) < rows,
      'updates of weights have no place'
    );
    check(Array.isArray(count), 'updates of weights are not a list');
    check(count.length <= MOST_WEIGHTS, `a layer has updates of more than ${MOST_WEIGHTS} weights`);
    check(count.length === (from as number) * (to as number), 'updates of weights are incomplete');
    check(count.every(isCount), 'an update of a weight is no count');
    return { row, layer, from, to, count } as WeightUpdates;
  });
  const weights = read.reduce((sum, { count }) => sum + count.length, 0);
  check(weights <= MOST_WEIGHTS, `it has updates of more than ${MOST_WEIGHTS} weights`);
  return read;
}

function readVerdicts(value: unknown, rows: number): Verdicts {
  check(isObject(value), 'its verdicts are not an object');
  const shares = Object.keys(value).filter(name => SHARE.test(name));
  const corrected = Object.hasOwn(value, 'p_holm') ? ['p_holm'] : [];
  const names = ['row', 'verdict', 'words', 'needed', 'p_value', ...corrected, ...shares];
  const verdicts = readSection(value, names, rows, 'verdicts');
  check(
    verdicts['verdict'].every(verdict => (VERDICTS as readonly unknown[]).includes(verdict)),
    'a verdict is unknown'
  );
  check(
    verdicts['words'].every(words => typeof words === 'string'),
    'a verdict has no words'
  );
  return verdicts as unknown as Verdicts;
}

function readTiming(value: unknown, rows: number): Timing {
  check(isObject(value), 'its timing is not an object');
  const { seconds } = value;
  check(
    Array.isArray(seconds) && seconds.length === rows && seconds.every(isValue),
    'its timing has no number for each row'
  );
  return { seconds };
}

function readNotes(value: unknown): string[] {
  check(Array.isArray(value) && value.length <= MOST_NOTES, 'its notes are not a short list');
  check(
    value.every(note => typeof note === 'string' && isValue(note)),
    'a note is no short text'
  );
  return value;
}

/**
 * The sections of a training result that a payload has.
 *
 * @param payload an object
 * @param rows rows of the result
 * @throws PayloadError
 */
export function readTraining(payload: Readonly<Record<string, unknown>>, rows: number): Training {
  const { traces, flow, updates, weight_updates: weights, verdicts, timing, notes } = payload;
  return {
    ...(traces === undefined ? {} : { traces: readTraces(traces, rows) }),
    ...(flow === undefined ? {} : { flow: readFlow(flow, rows) }),
    ...(updates === undefined ? {} : { updates: readUpdates(updates, rows) }),
    ...(weights === undefined ? {} : { weight_updates: readWeightUpdates(weights, rows) }),
    ...(verdicts === undefined ? {} : { verdicts: readVerdicts(verdicts, rows) }),
    ...(timing === undefined ? {} : { timing: readTiming(timing, rows) }),
    ...(notes === undefined ? {} : { notes: readNotes(notes) })
  };
}
