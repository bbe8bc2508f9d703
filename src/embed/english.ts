// The view's words where there is no translator: as they are written, in English.

import type { Translation } from '../view/translation';

export const english: Translation = {
  __: (text, ...values) => text.replace(/%(\d)/g, (_, place: string) => String(values[+place - 1]))
};
