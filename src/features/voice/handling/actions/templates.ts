/** Templates of the district, by its administrators. They are about nobody, so the audit has them at once. */
import { record } from '#features/audit/feature.ts';
import type { Transaction } from '#platform/database/connect.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { type Template, unknownVariables } from '../model/template.ts';
import { endTemplate, insertTemplate, templateById, updateTemplate } from '../queries/templates.ts';

export interface Setting {
  accountId: number;
  at: Date;
  today: string;
}

type Wish = Omit<Template, 'id' | 'ended'>;

export async function saveTemplate(
  trx: Transaction,
  by: Setting,
  id: number | null,
  wish: Wish,
): Promise<Outcome<null>> {
  const unknown = unknownVariables(wish.text);
  if (unknown.length > 0)
    return refused('text', 'templateUnknown', { names: unknown.map((one) => `[[${one}]]`).join(' ') });
  const actor = { kind: 'account', accountId: by.accountId } as const;
  if (id === null) {
    const made = await insertTemplate(trx, wish);
    await record(trx, { actor, action: 'voice.add_template', subject: `voice_template:${made}`, at: by.at });
    return done(null);
  }
  const before = await templateById(trx, id);
  if (!before || before.ended) return refused(null, 'templateGone');
  await updateTemplate(trx, { id, ...wish });
  await record(trx, { actor, action: 'voice.change_template', subject: `voice_template:${id}`, at: by.at });
  return done(null);
}

export async function retireTemplate(trx: Transaction, by: Setting, id: number): Promise<Outcome<null>> {
  const before = await templateById(trx, id);
  if (!before) return refused(null, 'templateGone');
  if (before.ended) return done(null);
  await endTemplate(trx, id, by.today);
  const actor = { kind: 'account', accountId: by.accountId } as const;
  await record(trx, { actor, action: 'voice.end_template', subject: `voice_template:${id}`, at: by.at });
  return done(null);
}
