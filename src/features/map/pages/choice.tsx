/** Choosing where the thing is: from named places or on a map, with answers to forms alone. */
import { type Typed, typedText } from '#platform/http/form.ts';
import type { Language } from '#platform/i18n.ts';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Hidden, Select } from '#ui/field/field.tsx';
import { words } from '../messages.ts';
import { type MapView, mapSide, viewWritten } from '../model/view.ts';

export interface ShownMap {
  shown: MapView;
  /** The chosen point is marked. */
  marked: boolean;
  places: readonly { id: number; name: string }[];
  source: string | null;
}

export function MapChoice(props: {
  language: Language;
  map: ShownMap;
  typed: Typed;
  /** Where a click or a button leads: the same form again. */
  action: string;
  /** Address of the picture; the point that is marked, as it stands in the field. */
  picture: (view: MapView, point: string | undefined) => string;
}): Markup {
  const { typed, picture } = props;
  const t = words(props.language);
  const { shown, marked, places, source } = props.map;
  const action = `${props.action}#map`;
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
          src={picture(shown, point)}
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
