/** Choosing where the thing is: from named places or on a map, with answers to forms alone. */
import { type Typed, typedText } from '#platform/http/form.ts';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Hidden, Select } from '#ui/field/field.tsx';
import { type MapView, mapSide, viewWritten } from '../model/map.ts';
import { askPath, mapPicturePath } from '../paths.ts';
import type { AskView } from './frame.tsx';

export interface ShownMap {
  shown: MapView;
  /** The chosen point is marked. */
  marked: boolean;
  places: readonly { id: number; name: string }[];
  source: string | null;
}

export function MapChoice({
  view: { t, language },
  map,
  typed,
}: {
  view: AskView;
  map: ShownMap;
  typed: Typed;
}): Markup {
  const { shown, marked, places, source } = map;
  const action = `${askPath('place', language)}#map`;
  const point = marked ? typedText(typed, 'point') : undefined;
  return (
    <div id="map">
      <Hidden name="map" value={viewWritten(shown)} />
      {places.length > 0 && (
        <>
          <Select
            name="landmark"
            label={t('landmark')}
            value={typedText(typed, 'landmark')}
            options={[
              { value: '', text: t('landmarkNone') },
              ...places.map(({ id, name }) => ({ value: String(id), text: name })),
            ]}
          />
          <p>
            <Button kind="second" text={t('landmarkShow')} name="map_act" value="show" formaction={action} />
          </p>
        </>
      )}
      <p class="hint" id="map-hint">
        {t(shown.zoom === 0 ? 'mapHintWhole' : 'mapHintNear')}
      </p>
      <p>
        <input
          type="image"
          name="pick"
          src={mapPicturePath(shown, point)}
          alt={t('mapAlt')}
          aria-describedby="map-hint"
          width={mapSide}
          height={mapSide}
          formaction={action}
        />
      </p>
      {source !== null && <p class="hint">{t('mapSource', { source })}</p>}
      {(shown.zoom > 0 || marked) && (
        <p class="actions">
          {shown.zoom > 0 && (
            <Button kind="second" text={t('mapFarther')} name="map_act" value="farther" formaction={action} />
          )}
          {marked && <Button kind="second" text={t('mapClear')} name="map_act" value="clear" formaction={action} />}
        </p>
      )}
    </div>
  );
}
