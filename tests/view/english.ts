// The translation into the language in which the view is written.

import type { Translation } from '../../src/view/translation';

export const english: Translation = {
  __: (text, ...values) => text.replace(/%(\d)/g, (_, place: string) => String(values[+place - 1]))
};
