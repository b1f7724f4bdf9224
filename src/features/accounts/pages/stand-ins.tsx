/** Stand-ins: who holds what for whom until when. */
import { dateInWords } from '#platform/i18n.ts';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { Select, TextField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import { DataTable } from '#ui/table/table.tsx';
import type { StandIn } from '../model.ts';
import { paths } from '../paths.ts';
import { errorAt, Outcome, say, trail, typedAt, type View } from './frame.tsx';

export interface StandInsPageProps {
  view: View;
  standIns: readonly StandIn[];
  /** Where the reader holds something that a colleague can hold. */
  places: readonly { id: number; name: string }[];
}

export function StandInsPage({ view, standIns, places }: StandInsPageProps): Markup {
  const t = say(view);
  const title = t('standInsTitle');
  return (
    <Page {...view.shell} title={title} breadcrumbs={trail(view, { href: paths.own(), text: t('ownTitle') }, title)}>
      <Outcome view={view} first="login" />
      <PageHeading title={title} />
      <p>{t('standInsText')}</p>
      <StandInTable view={view} standIns={standIns} endHref={(standIn) => paths.standInEnd(standIn.id)} />
      <h2>{t('standInNew')}</h2>
      {places.length === 0 ? (
        <EmptyState title={t('standInNothing')} text={t('standInNothingText')} />
      ) : (
        <form method="post" action={paths.standIns()} novalidate>
          <TextField
            name="login"
            label={t('standInLogin')}
            hint={t('standInLoginHint')}
            value={typedAt(view, 'login')}
            noSpellcheck
            required
            error={errorAt(view, 'login')}
          />
          <Select
            name="organisation"
            label={t('grantOrganisation')}
            value={typedAt(view, 'organisation')}
            options={places.map((place) => ({ value: String(place.id), text: place.name }))}
            error={errorAt(view, 'organisation')}
          />
          <TextField
            name="startsOn"
            type="date"
            label={t('standInFrom')}
            value={typedAt(view, 'startsOn')}
            required
            error={errorAt(view, 'startsOn')}
          />
          <TextField
            name="endsOn"
            type="date"
            label={t('standInTo')}
            value={typedAt(view, 'endsOn')}
            required
            error={errorAt(view, 'endsOn')}
          />
          <Button text={t('standInGive')} />
        </form>
      )}
    </Page>
  );
}

/** Present and coming stand-ins, each with a button that ends it. */
export function StandInTable({
  view,
  standIns,
  endHref,
}: {
  view: View;
  standIns: readonly StandIn[];
  endHref: (standIn: StandIn) => string;
}): Markup {
  const t = say(view);
  const day = (text: string) => dateInWords(text, view.shell.lang);
  return (
    <DataTable
      caption={t('standInsTitle')}
      captionHidden
      columns={[
        { key: 'giver', text: t('standInFor') },
        { key: 'standIn', text: t('standInBy') },
        { key: 'organisation', text: t('grantOrganisation') },
        { key: 'days', text: t('standInDays') },
        { key: 'act', text: t('actions'), hidden: true },
      ]}
      rows={standIns.map((standIn) => ({
        cells: {
          giver: standIn.giver,
          standIn: standIn.standIn,
          organisation: standIn.organisation,
          days: t('standInSpan', { from: day(standIn.startsOn), to: day(standIn.endsOn) }),
          act: (
            <form method="post" action={endHref(standIn)}>
              <Button kind="second" text={t('end')} hiddenText={standIn.standIn} />
            </form>
          ),
        },
      }))}
      empty={{ title: t('standInsNone'), text: t('standInsNoneText') }}
    />
  );
}
