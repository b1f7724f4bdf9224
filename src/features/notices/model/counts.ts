/** Counts of an audience by channel, as far as they may be shown: the same rules as for the figures of a notice. */
import { type Cell, type Cells, type Figures, smallest, suppressed, suppressedRow } from './figures.ts';

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

/**
 * Of those whom nothing reaches, who has a phone number that no gateway serves: none (null), how many, or that there are
 * some, where the number or what it leaves of `none` would be small.
 */
export function phoneOnlyCount(total: { none: number; phoneOnly: number }, cell: Cell): 'some' | number | null {
  const { none, phoneOnly } = total;
  if (phoneOnly === 0) return null;
  const small = (n: number) => n > 0 && n < smallest;
  return cell.show !== 'number' || small(phoneOnly) || small(none - phoneOnly) ? 'some' : phoneOnly;
}

function asFigures({ people, email, sms, none }: ChannelCount): Figures {
  return { people, delivered: email, failed: sms, unreachable: none, acknowledged: people, left: 0 };
}

function asCounts({ people, delivered, failed, unreachable }: Cells): ChannelCells {
  return { people, email: delivered, sms: failed, none: unreachable };
}
