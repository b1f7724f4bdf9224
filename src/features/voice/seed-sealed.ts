/** The demo's door to the keys of the ombudspersons: made here as a browser would, with passphrases that everybody may know. */
import type { Database } from '#platform/database/connect.ts';
import { type MadeKey, seatKey } from './sealed/factory.ts';
import type { Seat } from './sealed/model/box.ts';
import { costs } from './sealed/model/wrap.ts';

export interface SeededSeat {
  accountId: number;
  seat: Seat;
  madeOn: string;
  passphrase: string;
  /** The recovery kit: 24 characters in groups of four. */
  kit: string;
}

/** In a demonstration alone: a real key's passphrase is nowhere. */
export async function seedSeats(db: Database, seats: readonly SeededSeat[]): Promise<MadeKey[]> {
  return db.transaction().execute(async (trx) => {
    const made: MadeKey[] = [];
    for (const seat of seats) made.push(await seatKey(trx, { ...seat, cost: costs.passphrase }));
    return made;
  });
}
