// Settings of the reader, from JupyterLab to the views.

import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import { SharedSettings } from '../../src/lab/settings';
import schema from '../../schema/plugin.json';

interface Composite {
  readonly height: number;
  readonly tableOpen: boolean;
}

/** Settings as JupyterLab keeps them, as far as they are followed. */
function kept(composite: Composite) {
  let tell = () => {};
  const settings = { composite, changed: { connect: (read: () => void) => (tell = read) } };
  return {
    settings: settings as unknown as ISettingRegistry.ISettings,
    change: (to: Composite) => {
      settings.composite = to;
      tell();
    }
  };
}

test('the defaults are those of the schema', () => {
  const { height, tableOpen } = schema.properties;
  expect(new SharedSettings().current).toEqual({
    height: height.default,
    tableOpen: tableOpen.default
  });
});

test('changes are told until a listener stops', () => {
  const shared = new SharedSettings();
  const { settings, change } = kept({ height: 300, tableOpen: true });
  const told: unknown[] = [];
  const stop = shared.onChange(changed => told.push(changed));
  shared.follow(settings);
  change({ height: 500, tableOpen: false });
  stop();
  change({ height: 600, tableOpen: true });
  expect(told).toEqual([
    { height: 300, tableOpen: true },
    { height: 500, tableOpen: false }
  ]);
  expect(shared.current).toEqual({ height: 600, tableOpen: true });
});
