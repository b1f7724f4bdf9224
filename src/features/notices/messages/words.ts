/** The words of notices in both languages. Those that leave the house by mail stand in mail.ts. */
import { defineWords } from '#platform/i18n.ts';
import { chainMailWords } from '../chains/compose.ts';
import { chainWords } from '../chains/messages.ts';
import { documentWords } from '../documents/messages.ts';
import { numberWords } from '../numbers/messages.ts';
import { planWords } from '../plans/messages.ts';
import { seriesWords } from '../series/messages.ts';
import { slipWords } from '../slips/messages.ts';
import { templateWords } from '../templates/messages.ts';
import { translationWords } from '../translations/messages.ts';
import { correctingWords } from './correcting.ts';
import { deskWords } from './desk.ts';
import { detailsWords } from './details.ts';
import { digestWords } from './digest.ts';
import { forwardWords } from './forwards.ts';
import { mailWords } from './mail.ts';
import { ownConsentWords } from './own-consents.ts';
import { ownLinkMailCatalogue, ownLinkWords } from './own-link.ts';
import { readingWords } from './reading.ts';
import { sendingWords } from './sending.ts';
import { termsWords } from './terms.ts';
import { troubleWords } from './troubles.ts';
import { urgentWords } from './urgent.ts';
import { waitingWords } from './waiting.ts';
import { wishesWords } from './wishes.ts';
import { writingWords } from './writing.ts';

const own = {
  ...chainWords,
  ...planWords,
  ...documentWords,
  ...numberWords,
  ...translationWords,
  ...templateWords,
  ...seriesWords,
  ...digestWords,
  ...slipWords,
  ...detailsWords,
  ...ownLinkWords,
  ...correctingWords,
  ...forwardWords,
  ...termsWords,
  ...urgentWords,
  ...waitingWords,
  ...ownConsentWords,
  ...wishesWords,
  ...deskWords,
  ...writingWords,
  ...sendingWords,
  ...readingWords,
  ...troubleWords,
} as const;

const defined = defineWords(own);
export type NoticeWords = typeof defined;

/** The feature's words; its catalogue shows those of mails too, so that one test sees them all. */
export const words = Object.assign((...of: Parameters<NoticeWords>) => defined(...of), {
  catalogue: {
    ...prefixed(mailWords.catalogue),
    ...prefixed(ownLinkMailCatalogue, 'ownLinkMail_'),
    ...prefixed(chainMailWords.catalogue, 'chainMail_'),
    ...own,
  },
});

function prefixed<C extends Record<string, unknown>>(catalogue: C, prefix = 'mail_'): Record<string, C[string]> {
  return Object.fromEntries(
    Object.entries(catalogue).map(([key, message]) => [`${prefix}${key}`, message as C[string]]),
  );
}
