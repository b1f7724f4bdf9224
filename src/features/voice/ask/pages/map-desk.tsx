/** At the desk: what the map of the form is drawn from. */
import { type Typed, typedText } from '#platform/http/form.ts';
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { FileField, Hidden, TextField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { SummaryList } from '#ui/summary-list/summary-list.tsx';
import { DeskPage, errorAt, type View } from '../../handling/pages/frame.tsx';
import { type MapView, mapSide } from '../model/map.ts';
import { mapDeskPath, mapPicturePath } from '../paths.ts';

export function MapDeskPage(props: {
  view: View;
  /** Whether the reader may change it: for the whole district. */
  writes: boolean;
  whole: MapView | undefined;
  places: number;
  source: string | null;
  typed: Typed;
  troubles: readonly Trouble[];
}): Markup {
  const { view, whole, typed, troubles } = props;
  const { t } = view;
  return (
    <DeskPage view={view} title={t('mapTitle')} troubles={troubles}>
      <PageHeading title={t('mapTitle')} />
      <p>{t('mapLead')}</p>
      {whole ? (
        <>
          <p>
            <img src={mapPicturePath(whole, undefined)} alt={t('mapPicture')} width={mapSide} height={mapSide} />
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
            error={errorAt(view, troubles, 'file')}
          />
          <TextField
            name="source"
            label={t('mapSourceIs')}
            hint={t('mapSourceHint')}
            value={typedText(typed, 'source')}
            maxlength={60}
            error={errorAt(view, troubles, 'source')}
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
    </DeskPage>
  );
}
