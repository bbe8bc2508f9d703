// The name of progress among MIME types, by itself: what reads it is loaded with the first progress.

/** MIME type of progress, see percolab/progress.py. */
export const PROGRESS_MIME = 'application/vnd.percolab.progress+json';
