// How large the sections of a result are at most: the makers of results keep to it, and readers believe no more.

/** Characters of a result as JSON, in a notebook or an answer of the engine; larger ones are excerpts, see excerpt.ts. */
export const LARGEST_PAYLOAD = 4_000_000;
/** Characters that are left for its numbers where its study alone takes all: a study is never cut. */
export const LEAST_FOR_NUMBERS = 500_000;

/** Units and edges of a drawing together; larger networks have profiles. */
export const LARGEST_DRAWING = 6000;
/** Drawings of one result. */
export const MOST_DRAWINGS = 6;
/** Entries of the profiles of a result: 1e5 rows have ten each. Rows behind have their columns alone. */
export const MOST_PROFILE_ENTRIES = 1_000_000;
/** Single weights whose updates a result may hold. */
export const MOST_WEIGHTS = 50_000;
