/** Who can be reached at a mail address. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { ContentLanguage } from '#platform/i18n.ts';

export interface PersonAtAddress {
  personId: number;
  name: string;
  language: ContentLanguage | null;
  linkEpoch: number;
  /** As it stands in the directory. */
  address: string;
}

/** Active people whose mail address this is: several may share one. A bounced address is nobody's. */
export async function peopleAtAddress(db: Database | Transaction, address: string): Promise<PersonAtAddress[]> {
  const { rows } = await sql<PersonAtAddress>`
    select distinct on (p.id) p.id as "personId", p.full_name as name, p.language, p.link_epoch as "linkEpoch", c.address
    from contact_point c join person p on p.id = c.person_id and p.state = 'active'
    where c.kind = 'email' and c.address = any (${[address, address.toLowerCase()]}::text[]) and c.bounced_at is null
    order by p.id limit 10`.execute(db);
  return rows;
}
