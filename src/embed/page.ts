// The script of a page that Result.save writes. The page is complete without it: picture, caption and tables as plain
// elements, which the view takes the place of.

import { showResult } from './show';

/** Shows the stored result in place of its static form; what is stored may not be a result, and then says so. */
export function showPage(): void {
  const stored = document.getElementById('percolab-stored');
  const still = document.querySelector('.percolab-static');
  if (!(still instanceof HTMLElement) || stored === null) return;
  // Who opens a page has not yet agreed to work.
  showResult(still.parentElement!, JSON.parse(stored.textContent), { trusted: false });
  still.hidden = true;
}
