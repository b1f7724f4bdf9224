/** What a slip must have before anybody else is asked to read it. */
import type { Database, Transaction } from '#platform/database/connect.ts';
import { type ContentLanguage, contentLanguages } from '#platform/i18n.ts';
import type { Trouble } from '#platform/trouble.ts';
import { audienceOf, textsOf } from '../../queries/notices.ts';
import { missingLanguage } from '../model/slip.ts';
import { slipOf } from '../queries/slips.ts';

/** Questions, in every language of the notice; and guardians alone in the audience, since nobody else may answer. */
export async function slipTroubles(db: Database | Transaction, noticeId: number): Promise<Trouble[]> {
  const slip = await slipOf(db, noticeId);
  if (!slip || slip.questions.length === 0) return [{ field: 'slip', key: 'slipEmpty' }];
  const troubles: Trouble[] = [];
  const texts = await textsOf(db, noticeId);
  const missing = missingLanguage(
    slip,
    texts.map((text) => text.language),
  );
  if (missing)
    troubles.push({
      field: 'slip',
      key: 'slipLanguageMissing',
      context: { language: contentLanguages[missing as ContentLanguage] },
    });
  const { include } = await audienceOf(db, noticeId);
  if (include.some((clause) => clause.role !== 'guardians'))
    troubles.push({ field: 'audience', key: 'slipGuardiansOnly' });
  return troubles;
}
