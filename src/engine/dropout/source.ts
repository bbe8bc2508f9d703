// Where the data of a training study come from, as the study names it. Reading is the host's work.

import type { Task } from './data/labels';

/**
 * A data source. `arrays` are handed over beside the study, from Python or TypeScript, under a name. The task is null
 * where the labels are to say it themselves; classes are those that are kept, null for all.
 */
export type DataSource =
  | { readonly name: 'teacher' }
  | { readonly name: 'digits'; readonly classes: readonly number[] | null }
  | { readonly name: 'mnist'; readonly path: string; readonly classes: readonly number[] | null }
  | {
      readonly name: 'csv';
      readonly path: string;
      readonly label: readonly string[] | null;
      readonly task: Task | null;
    }
  | { readonly name: 'arrays'; readonly variable: string; readonly task: Task | null };
