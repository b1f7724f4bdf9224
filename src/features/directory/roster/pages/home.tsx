import { momentInWords, number } from '#platform/i18n.ts';
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Details } from '#ui/details/details.tsx';
import { FileField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Pager } from '#ui/pager/pager.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import { type Change, type Counts, kinds, type RosterImport } from '../model.ts';
import { rosterPaths } from '../paths.ts';
import { type RosterFrame, RosterPage, sayTrouble, stateTags } from './frame.tsx';

interface HomeProps {
  frame: RosterFrame;
  maxMb: number;
  imports: readonly RosterImport[];
  before?: number;
  nextBefore?: number;
  troubles: readonly Trouble[];
}

/** Upload a file, and what was imported before. */
export function RosterHome({ frame, maxMb, imports, before, nextBefore, troubles }: HomeProps): Markup {
  const { t, language, zone } = frame;
  const trouble = troubles.find((one) => one.field === 'file');
  return (
    <RosterPage frame={frame} title={t('rosterTitle')} top troubles={troubles}>
      <PageHeading title={t('rosterTitle')} />
      <p>{t('rosterIntro')}</p>
      <form method="post" action={rosterPaths.home()} enctype="multipart/form-data">
        <FileField
          name="file"
          label={t('file')}
          hint={t('fileHint', { limit: maxMb })}
          accept=".zip,application/zip"
          required
          error={trouble && sayTrouble(language, trouble)}
        />
        <Details summary={t('privacyTitle')}>
          <p>{t('privacyText')}</p>
        </Details>
        <Actions>
          <Button text={t('upload')} />
        </Actions>
      </form>
      <h2>{t('history')}</h2>
      <DataTable
        caption={t('history')}
        captionHidden
        columns={[
          { key: 'when', text: t('when') },
          { key: 'who', text: t('who') },
          { key: 'state', text: t('state') },
          { key: 'what', text: t('what'), numeric: true },
        ]}
        rows={imports.map((row) => ({
          href: rosterPaths.one(row.id),
          cells: {
            when: momentInWords(row.startedAt, language, zone),
            who: row.accountName ?? t('onConsole'),
            state: <Tag kind={stateTags[row.state]} text={t(`state_${row.state}`)} />,
            what: total(row, frame),
          },
        }))}
        empty={{ title: t('historyEmptyTitle'), text: t('historyEmptyText') }}
      />
      <Pager
        label={t('pages')}
        previousHref={before ? rosterPaths.home() : undefined}
        previousText={t('newest')}
        nextHref={nextBefore ? rosterPaths.home({ before: nextBefore }) : undefined}
        nextText={t('earlier')}
      />
    </RosterPage>
  );
}

function total({ counts }: RosterImport, { language }: RosterFrame): string {
  if (Object.keys(counts).length === 0) return '–';
  const sum = (change: Change) => kinds.reduce((all, kind) => all + (counts as Counts)[kind][change], 0);
  return [sum('added'), sum('changed'), sum('left')].map((value) => number(value, language)).join(' / ');
}
