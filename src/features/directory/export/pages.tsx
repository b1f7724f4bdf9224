import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { PageHeading } from '#ui/heading/heading.tsx';
import { DirectoryPage, type Frame } from '../pages/frame.tsx';
import { exportPath } from './paths.ts';

/** What the file holds, before it is asked for: it names everybody in the district. */
export function ExportPage({ frame }: { frame: Frame }): Markup {
  const { t } = frame;
  const title = t('exportTitle');
  return (
    <DirectoryPage frame={frame} title={title} trail={[]} width="narrow">
      <PageHeading title={title} />
      <div class="prose">
        <p>{t('exportText')}</p>
        <p>{t('exportLeftOut')}</p>
        <p>{t('exportCare')}</p>
      </div>
      <form method="post" action={exportPath}>
        <Actions>
          <Button text={t('exportNow')} />
        </Actions>
      </form>
    </DirectoryPage>
  );
}
