/** Adding evidence, and taking it along: both are recorded, since evidence is worth what its way is worth. */
import { createHash } from 'node:crypto';
import type { Transaction } from '#platform/database/connect.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { type By, note } from '../actions/by.ts';
import { lockIncident } from '../queries/incidents.ts';
import { addEntry } from '../queries/log.ts';
import { type Evidence, evidenceName, mostFiles, takesEvidence } from './model.ts';
import { evidenceContent, evidenceOf, insertEvidence, openBox } from './queries.ts';

export interface EvidenceWish {
  name: string;
  about: string;
  content: Buffer;
}

/** As it came, byte for byte: nothing is cleaned or converted. Its SHA-256 also stands in the log, which nobody can change. */
export async function addEvidence(
  trx: Transaction,
  by: By,
  incidentId: number,
  wish: EvidenceWish,
): Promise<Outcome<number>> {
  const incident = await lockIncident(trx, incidentId);
  if (!incident || !takesEvidence(incident)) return refused(null, 'evidenceClosed');
  if (wish.content.length === 0) return refused('file', 'evidenceMissing');
  const there = await evidenceOf(trx, incidentId);
  if (there.length >= mostFiles) return refused('file', 'evidenceMany', { n: mostFiles });
  const name = evidenceName(wish.name);
  const sha256 = createHash('sha256').update(wish.content).digest('hex');
  await openBox(trx, incidentId, by.at);
  const { accountId, at } = by;
  const row = { incidentId, name, about: wish.about, bytes: wish.content.length, sha256, accountId, at };
  const id = await insertEvidence(trx, { ...row, content: wish.content });
  if (id === null) return refused('file', 'evidenceSame');
  await addEntry(trx, incidentId, { sort: 'fact', at, accountId, text: `${name}\nSHA-256 ${sha256}\n${wish.about}` });
  await note(trx, by, 'incident_evidence.add', `incident:${incidentId}`, { evidence: id, sha256 });
  return done(id);
}

/** The bytes for whoever takes them along, compared with what was written down when they came. */
export async function takeEvidence(
  trx: Transaction,
  by: By,
  incidentId: number,
  id: number,
): Promise<(Evidence & { content: Buffer }) | undefined> {
  const found = await evidenceContent(trx, incidentId, id);
  if (!found) return undefined;
  const now = createHash('sha256').update(found.content).digest('hex');
  if (now !== found.sha256) throw new Error(`Evidence ${id} is not what it was when it came.`);
  await note(trx, by, 'incident_evidence.take', `incident:${incidentId}`, { evidence: id });
  return found;
}
