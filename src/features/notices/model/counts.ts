/** Counts of an audience by channel, as far as they may be shown: the same rules as for the figures of a notice. */
import { type Cell, type Cells, type Figures, suppressed, suppressedRow } from './figures.ts';

export interface ChannelCount {
  people: number;
  email: number;
  sms: number;
  none: number;
}

export type ChannelCells = Record<keyof ChannelCount, Cell>;

/** Rows by school and their sum: everybody has one channel or none, as a recipient is delivered, failed or unreachable. */
export function suppressedCounts(
  rows: readonly ChannelCount[],
  total: ChannelCount,
): { rows: ChannelCells[]; total: ChannelCells } {
  const sum = total.people === 0 ? nobody : asCounts(suppressedRow(asFigures(total)));
  return { rows: suppressed(rows.map(asFigures)).map(asCounts), total: sum };
}

const none: Cell = { show: 'number', n: 0 };
const nobody: ChannelCells = { people: none, email: none, sms: none, none };

function asFigures({ people, email, sms, none }: ChannelCount): Figures {
  return { people, delivered: email, failed: sms, unreachable: none, acknowledged: people, left: 0 };
}

function asCounts({ people, delivered, failed, unreachable }: Cells): ChannelCells {
  return { people, email: delivered, sms: failed, none: unreachable };
}
