// Help while typing, for front ends that ask the kernel: what can be written at a place of a cell, and what stands there.

import { typedCell } from '../study/assist/cell';
import { completions } from '../study/assist/complete';
import { asText, hoverAt } from '../study/assist/hover';
import type { CompleteAnswer, CompleteParams, HoverAnswer, PlaceParams } from './protocol';

/** What can be written at a place of a cell; null for cells without a study, in the line of the magic, and where nothing fits. */
export function completeCell({ cell, offset, variables }: CompleteParams): CompleteAnswer | null {
  const typed = typedCell(cell);
  const found =
    typed && offset >= typed.start ? completions(typed.text, offset, typed.kind, variables) : null;
  return (
    found && {
      from: found.from,
      items: found.items.map(({ label, insert, is }) => ({ label, insert, is }))
    }
  );
}

/** What stands at a place of a cell, in words; null where nothing is known. */
export function hoverCell({ cell, offset }: PlaceParams): HoverAnswer | null {
  const typed = typedCell(cell);
  const found = typed && offset >= typed.start ? hoverAt(typed.text, offset, typed.kind) : null;
  return found && { text: asText(found) };
}
