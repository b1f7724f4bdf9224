/** Drawn numbers for seeds, in SQL: the same district on the same day has the same history. */
import { type RawBuilder, sql } from 'kysely';

/** A number below 10,000 from a column of ids and the place in the history; `salt` gives independent ones. */
export function drawn(column: string, nth: number, salt: number): RawBuilder<number> {
  return sql<number>`((((${sql.ref(column)} * 48271 + ${nth * 69621 + salt * 7877}) % 2147483647) * 16807) % 2147483647 % 10000)`;
}
