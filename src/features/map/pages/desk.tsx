/** At the desk: what the map of the form is drawn from. */

import type { Shell } from '#platform/http/context.ts';
import { type Typed, typedText } from '#platform/http/form.ts';
import { type Language, sayTrouble } from '#platform/i18n.ts';
import { type Trouble, worded, wordedAt } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { FileField, Hidden, TextField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import { SummaryList } from '#ui/summary-list/summary-list.tsx';
import { type Words, words } from '../messages.ts';
import { type MapView, mapSide } from '../model/view.ts';
import { mapDeskPath, mapPicturePath } from '../paths.ts';

const inWords = (t: Words, one: Trouble): string => sayTrouble(words, t, one);

export function MapDeskPage(props: {
  shell: Shell;
  language: Language;
  /** Whether the reader may change it: for the whole district. */
  writes: boolean;
  whole: MapView | undefined;
  places: number;
  source: string | null;
  typed: Typed;
  troubles: readonly Trouble[];
}): Markup {
  const { whole, typed, troubles } = props;
  const t = words(props.language);
  const errorAt = (field: string) => wordedAt(troubles, field, (one) => inWords(t, one));
  return (
    <Page
      {...props.shell}
      title={t('mapTitle')}
      noindex
      breadcrumbs={{ label: t('breadcrumbs'), items: [{ text: t('mapTitle') }] }}
    >
      <ErrorSummary title={t('errorSummary')} errors={worded(troubles, (one) => inWords(t, one))} />
      <PageHeading title={t('mapTitle')} />
      <p>{t('mapLead')}</p>
      {whole ? (
        <>
          <p>
            <img src={mapPicturePath(whole)} alt={t('mapPicture')} width={mapSide} height={mapSide} />
          </p>
          <SummaryList
            rows={[
              { key: t('mapPlaces'), value: String(props.places) },
              { key: t('mapSourceIs'), value: props.source ?? '' },
            ]}
          />
        </>
      ) : (
        <p>{t('mapNone')}</p>
      )}
      {props.writes && (
        <form method="post" action={mapDeskPath} enctype="multipart/form-data" novalidate>
          <Hidden name="act" value="draw" />
          <FileField
            name="file"
            label={t('mapFile')}
            hint={t('mapFileHint')}
            accept=".geojson,.json"
            error={errorAt('file')}
          />
          <TextField
            name="source"
            label={t('mapSourceIs')}
            hint={t('mapSourceHint')}
            value={typedText(typed, 'source')}
            maxlength={60}
            error={errorAt('source')}
          />
          <Actions>
            <Button text={t(whole ? 'mapReplace' : 'mapDraw')} />
          </Actions>
        </form>
      )}
      {props.writes && whole && (
        <form method="post" action={mapDeskPath} enctype="multipart/form-data">
          <Hidden name="act" value="clear" />
          <Actions>
            <Button kind="second" text={t('mapRemove')} />
          </Actions>
        </form>
      )}
    </Page>
  );
}
