// The masks of one run: those of its arm's law, drawn into the machine that obeys them.

import { laneStates } from '../random/lanes';
import type { Key } from '../random/seed';
import { Purpose } from '../random/stream';
import type { Architecture } from './architecture';
import { ConditionedMasks } from './conditioned';
import type { Machine } from './machine';
import type { MaskLayout } from './mask';
import { drawFreeMasks, type StepRates } from './masks';
import type { Removal } from './removal';
import { isOpenArm } from './steps';
import type { Arm } from './task';

/** What masks are drawn for. */
export interface MaskedRun {
  readonly architecture: Architecture;
  /** What the arm removes. */
  readonly removal: Removal;
  readonly arm: Arm;
  /** Layout of the masks; null where nothing is removed. */
  readonly layout: MaskLayout | null;
  /** Draws flags into its masks, and obeys them. */
  readonly machine: Pick<Machine, 'draw' | 'masks'>;
}

/** Draws the masks of one run, one after another. */
export class ArmMasks {
  private readonly conditioned: ConditionedMasks | null;
  private readonly state: Uint32Array;

  /** @param key,cell,replicate where the random numbers begin, as for laneStates */
  constructor(
    private readonly run: MaskedRun,
    key: Key,
    cell: number,
    replicate: number
  ) {
    const { architecture, removal, arm, layout, machine } = run;
    this.state = laneStates(key, cell, replicate, Purpose.masks);
    this.conditioned =
      layout !== null && isOpenArm(arm)
        ? new ConditionedMasks(architecture, removal, layout, key, cell, replicate, machine.draw)
        : null;
  }

  /**
   * Draws masks into the machine, from the first place on; nothing where nothing is removed.
   *
   * @param masks how many
   */
  draw(rates: StepRates, masks: number): void {
    const { layout, machine } = this.run;
    if (this.conditioned !== null) {
      this.conditioned.drawMasks(rates, machine.masks, masks);
    } else if (layout !== null) {
      drawFreeMasks(layout, rates, this.state, machine.masks, 0, masks, machine.draw);
    }
  }
}
