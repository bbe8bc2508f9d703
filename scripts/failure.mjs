// A failure that the person at the keyboard can act on.

/** Something is missing or wrong; the message says what was found and the remedy. */
export class Failure extends Error {
  name = 'Failure';
}
