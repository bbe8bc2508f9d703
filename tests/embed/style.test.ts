// Pages without JupyterLab have every variable that the view's style sheets and figures read.

import { readdirSync, readFileSync } from 'node:fs';

/** Names of variables that a text reads. */
function read(text: string): string[] {
  return [...text.matchAll(/(?:var\(|')(--jp-[\w-]+)/g)].map(([, name]) => name);
}

test('every variable of JupyterLab that is read has a value in light and in dark', () => {
  const embed = readFileSync('style/embed.css', 'utf8');
  const sheets = readdirSync('style').map(name => readFileSync(`style/${name}`, 'utf8'));
  const names = new Set([...sheets, readFileSync('src/view/theme.ts', 'utf8')].flatMap(read));
  expect(names.size).toBeGreaterThan(15);
  const valued = (selector: string): string[] => {
    const block = embed.slice(embed.indexOf(`${selector} {`)).split('}')[0];
    return [...block.matchAll(/(--jp-[\w-]+):/g)].map(([, name]) => name);
  };
  const always = valued('[data-colors]');
  for (const colors of ['light', 'dark']) {
    const known = new Set([...always, ...valued(`[data-colors='${colors}']`)]);
    expect([...names].filter(name => !known.has(name))).toEqual([]);
  }
});
