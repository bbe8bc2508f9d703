// Settings of the reader, from JupyterLab to the views.

import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import { SharedSettings } from '../../src/lab/settings';
import { PALETTE_NAMES } from '../../src/study/figure/palettes';
import schema from '../../schema/plugin.json';

type Composite = { readonly [name in keyof typeof schema.properties]: unknown };

const DEFAULTS = Object.fromEntries(
  Object.entries(schema.properties).map(([name, property]) => [name, property.default])
) as Composite;

/** Settings as JupyterLab keeps them, as far as they are followed. */
function kept(changed: Partial<Composite> = {}) {
  let tell = () => {};
  const settings = {
    composite: { ...DEFAULTS, ...changed },
    changed: { connect: (read: () => void) => (tell = read) }
  };
  return {
    settings: settings as unknown as ISettingRegistry.ISettings,
    change: (to: Partial<Composite>) => {
      settings.composite = { ...DEFAULTS, ...to };
      tell();
    }
  };
}

test('the defaults are those of the schema', () => {
  const [fresh, following] = [new SharedSettings(), new SharedSettings()];
  following.follow(kept().settings);
  expect(following.current).toEqual(fresh.current);
  expect(fresh.current).toEqual({ ...DEFAULTS, workers: null, decimals: null });
});

test('the palettes are those that there are', () => {
  expect(schema.properties.palette.oneOf.map(({ const: name }) => name)).toEqual([
    ...PALETTE_NAMES
  ]);
});

test('changes are told until a listener stops', () => {
  const shared = new SharedSettings();
  const { settings, change } = kept({ height: 300, tableOpen: true });
  const told: unknown[] = [];
  const stop = shared.onChange(({ height, workers, decimals }) =>
    told.push([height, workers, decimals])
  );
  shared.follow(settings);
  change({ height: 500, workers: 2, decimals: 0 });
  stop();
  change({ height: 600, palette: 'okabe-ito' });
  expect(told).toEqual([
    [300, null, null],
    [500, 2, 0]
  ]);
  expect(shared.current).toMatchObject({ height: 600, palette: 'okabe-ito' });
});
