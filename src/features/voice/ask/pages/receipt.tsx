/** The receipt code, shown this once. */
import { dateInWords } from '#platform/i18n.ts';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { CopyText } from '#ui/copy/copy.tsx';
import { Hidden } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { PrintLine } from '#ui/print-line/print-line.tsx';
import { askPath } from '../paths.ts';
import { AskFrame, type AskView } from './frame.tsx';

export function ReceiptPage(props: {
  view: AskView;
  receipt: string;
  number: string;
  lookOn: string | undefined;
  again: boolean;
  /** Who can open the sealed name. */
  sealedFor: string | undefined;
}): Markup {
  const { view, receipt, number, lookOn, again } = props;
  const { t, language } = view;
  return (
    <AskFrame view={view} title={t('receiptTitle')}>
      <PageHeading title={t('receiptTitle')} />
      {again && <p>{t('receiptAgain')}</p>}
      <Banner kind="warning" title={t('receiptOnce')}>
        <p>{t('receiptSecret')}</p>
      </Banner>
      <div data-draft-over>
        <CopyText label={t('receiptLabel')} value={receipt} copyText={t('copy')} copiedText={t('copied')} />
      </div>
      <PrintLine label={t('printLabel')} printText={t('print')} links={[]} />
      <p>{t('receiptNumber', { number })}</p>
      {props.sealedFor && <p>{t('receiptSealed', { names: props.sealedFor })}</p>}
      {lookOn && <p>{t('receiptDue', { day: dateInWords(lookOn, language) })}</p>}
      <form method="post" action={askPath('case', language)}>
        <Hidden name="code" value={receipt} />
        <Button kind="second" text={t('openCase')} />
      </form>
    </AskFrame>
  );
}
