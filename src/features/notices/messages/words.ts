/** The words of notices in both languages. Those that leave the house by mail stand in mail.ts. */
import { defineWords } from '#platform/i18n.ts';
import { browserWords } from '../browsers/messages.ts';
import { chainMailWords } from '../chains/compose.ts';
import { chainWords } from '../chains/messages.ts';
import { documentWords } from '../documents/messages.ts';
import { numberWords } from '../numbers/messages.ts';
import { planWords } from '../plans/messages.ts';
import { recordingWords } from '../recordings/messages.ts';
import { registerWords } from '../register/messages.ts';
import { seriesWords } from '../series/messages.ts';
import { slipAnsweringWords } from '../slips/messages/answering.ts';
import { slipWords } from '../slips/messages.ts';
import { templateWords } from '../templates/messages.ts';
import { translationWords } from '../translations/messages.ts';
import { correctingWords } from './correcting.ts';
import { deskWords } from './desk.ts';
import { detailsWords } from './details.ts';
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
  ...browserWords,
  ...chainWords,
  ...planWords,
  ...documentWords,
  ...recordingWords,
  ...registerWords,
  ...numberWords,
  ...translationWords,
  ...templateWords,
  ...seriesWords,
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

/** On the page behind a personal link and in the document: around the text, and so in its language where the operator has the words. */
const aroundTexts = [
  'attachments',
  'forwardedBy',
  'originalBy',
  'originalLink',
  'expired',
  'correctedOn',
  'whatChanged',
  'previousVersion',
  'olderForReaders',
  'listen',
  'listenPause',
  'listenIn',
  'listenLength',
  'listenDownload',
  'recordingOlderForReaders',
  'acknowledgedTitle',
  'toldTitle',
  'acknowledgedOn',
  'acknowledgedVersion',
  'acknowledgeAgain',
  'acknowledgeLate',
  'pleaseAcknowledge',
  'notAgreement',
  'iHaveReceived',
  'linkIsYours',
  'forwardPublic',
  'publicPageLink',
  'detailsLink',
  'wishesLink',
  'browsersLink',
  'asDocument',
  'documentPdf',
  'documentDocx',
  'documentPrint',
  'documentDraft',
  'documentDraftDay',
  'documentAttachment',
  'documentCorrected',
  'documentUrgent',
  'documentAddress',
  'documentMainLanguage',
  'awaitingTitle',
  'publicAwaitingText',
  'overdue',
  'comma',
  'colon',
  'errorSummary',
  'errorTitle',
  ...(Object.keys(slipAnsweringWords) as (keyof typeof slipAnsweringWords)[]),
] as const satisfies (keyof typeof own)[];

const defined = defineWords(own, { framing: { name: 'page', keys: aroundTexts } });
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
