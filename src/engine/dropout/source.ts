// Where the data of a training study come from, as the study names it. Reading is the host's work.

/** A data source. `arrays` are handed over beside the study, from Python or TypeScript, under a name. */
export type DataSource =
  | { readonly name: 'teacher' }
  | { readonly name: 'digits' }
  | { readonly name: 'mnist'; readonly path: string }
  | { readonly name: 'csv'; readonly path: string; readonly label: string | null }
  | { readonly name: 'arrays'; readonly variable: string };
