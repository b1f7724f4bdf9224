/** The ways to a notice on paper, and the page that says why there is no document now. */
import type { Shell } from '#platform/http/context.ts';
import type { Language } from '#platform/i18n.ts';
import { Banner } from '#ui/banner/banner.tsx';
import type { Content, Markup } from '#ui/content.ts';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import { PrintLine } from '#ui/print-line/print-line.tsx';
import { say } from '../../pages/frame.tsx';
import { documentPath } from '../paths.ts';

type LinksProps = { view: { language: Language }; below: string; language: string | undefined };

/** Under the text: PDF, DOCX, and how to print the page. */
export function DocumentLinks({ view, below, language }: LinksProps): Markup {
  const t = say(view);
  return (
    <PrintLine
      label={t('asDocument')}
      printText={t('documentPrint')}
      links={[
        { href: documentPath(below, 'pdf', language), text: t('documentPdf') },
        { href: documentPath(below, 'docx', language), text: t('documentDocx') },
      ]}
    />
  );
}

export type TroubleProps = {
  view: { language: Language; shell: Shell };
  reasons: readonly Content[];
  backHref: string;
};

export function DocumentTroublePage({ view, reasons, backHref }: TroubleProps): Markup {
  const t = say(view);
  return (
    <Page {...view.shell} title={t('documentTroubleTitle')} noindex>
      <PageHeading title={t('documentTroubleTitle')} />
      <Banner kind="warning">
        {reasons.map((reason) => (
          <p>{reason}</p>
        ))}
      </Banner>
      <p>
        <a href={backHref}>{t('backToNotice')}</a>
      </p>
    </Page>
  );
}
