/** The ways to a record or a letter on paper, and the page that says why there is no document now. */
import type { Format } from '#platform/documents/model.ts';
import { Banner } from '#ui/banner/banner.tsx';
import type { Content, Markup } from '#ui/content.ts';
import { PageHeading } from '#ui/heading/heading.tsx';
import { PrintLine } from '#ui/print-line/print-line.tsx';
import type { Words } from '../messages.ts';
import { DeskPage, type View } from './frame.tsx';

/** `of`: whose, where a page has several. */
export function DocumentLinks(props: { t: Words; of?: string; hrefOf: (format: Format) => string }): Markup {
  const { t, of, hrefOf } = props;
  return (
    <PrintLine
      label={of ? t('asDocumentOf', { what: of }) : t('asDocument')}
      printText={t('documentPrint')}
      links={[
        { href: hrefOf('pdf'), text: t('documentPdf') },
        { href: hrefOf('docx'), text: t('documentDocx') },
      ]}
    />
  );
}

export function DocumentTroublePage(props: {
  view: View;
  reasons: readonly Content[];
  back: { href: string; text: string };
}): Markup {
  const { view, reasons, back } = props;
  const title = view.t('documentTroubleTitle');
  return (
    <DeskPage view={view} title={title} trail={[back]}>
      <PageHeading title={title} />
      <Banner kind="warning">
        {reasons.map((reason) => (
          <p>{reason}</p>
        ))}
      </Banner>
      <p>
        <a href={back.href}>{back.text}</a>
      </p>
    </DeskPage>
  );
}
