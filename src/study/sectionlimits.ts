// How large the sections of a result are at most: the makers of results keep to it, and readers believe no more.

/** Units and edges of a drawing together; larger networks have profiles. */
export const LARGEST_DRAWING = 6000;
/** Drawings of one result. */
export const MOST_DRAWINGS = 6;
/** Entries of the profiles of a result: 1e5 rows have ten each. Rows behind have their columns alone. */
export const MOST_PROFILE_ENTRIES = 1_000_000;
/** Single weights whose updates a result may hold. */
export const MOST_WEIGHTS = 50_000;
