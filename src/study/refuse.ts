// Refusing a study for a mistake that shows only when it is bound or planned.

import { StudyError } from './diagnostic';
import type { Study } from './study';

/**
 * Refuses a study.
 *
 * @param key the key that is wrong; where it was not written, the network is shown as its place
 * @param message what was found, what is allowed and what to do
 * @throws StudyError always
 */
export function refuse(study: Study, key: string, message: string): never {
  const at = study.locate(key) ?? study.locate('network');
  throw new StudyError([{ at, key, message }], study.source);
}
