/** The place on the map: a part of the form that declares, and a page of its own to correct it. */
import { MapChoice, type MapView, mapSide, pictureQuery, type ShownMap } from '#features/map/feature.ts';
import { type Typed, typedText } from '#platform/http/form.ts';
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Details } from '#ui/details/details.tsx';
import { Checkbox } from '#ui/field/choices.tsx';
import { Hidden, Select, TextField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { scriptHref } from '#ui/stylesheet.ts';
import { type Incident, longestPlace } from '../model/incident.ts';
import { reaches } from '../model/spot.ts';
import { incidentPath, mapPicturePattern, placeMapRoom, placeRoom } from '../paths.ts';
import { reachInWords } from '../spot-words.ts';
import { DeskPage, errorAt, nameOf, Troubles, trailOf, type View } from './frame.tsx';

export interface PlaceFieldsProps {
  view: View;
  /** Absent where the district has no map: then coordinates are typed. */
  map: ShownMap | undefined;
  typed: Typed;
  troubles: readonly Trouble[];
}

/** In words, and on the map. `action`: where a click on the map leads; `brief`: what is more waits behind a word. */
export function PlaceFields(props: PlaceFieldsProps & { action: string; brief?: boolean }): Markup {
  const { view, map, typed, troubles, action, brief } = props;
  const { t, language } = view;
  const reach = typedText(typed, 'reach') || 'none';
  const tells = typedText(typed, 'tells') === 'yes';
  const picture = (shown: MapView, point: string | undefined) =>
    `${mapPicturePattern}?${pictureQuery(shown, point, Number(reach) || undefined)}`;
  const open = !map || reach !== 'none' || tells || troubles.some(({ field }) => field === 'point');
  return (
    <>
      <TextField
        name="place"
        label={t('place')}
        hint={t('placeHint')}
        value={typedText(typed, 'place')}
        maxlength={longestPlace}
        error={errorAt(t, troubles, 'place')}
      />
      <fieldset class="field">
        <legend>{t('spot')}</legend>
        <div data-map>
          {map && <MapChoice {...{ language, map, typed, action, picture }} />}
          {brief ? (
            <Details summary={t('spotMore')} open={open}>
              <SpotFields {...props} {...{ reach, tells }} />
            </Details>
          ) : (
            <SpotFields {...props} {...{ reach, tells }} />
          )}
        </div>
      </fieldset>
      {map && <script src={scriptHref('map.js')} defer></script>}
    </>
  );
}

function SpotFields(props: PlaceFieldsProps & { reach: string; tells: boolean }): Markup {
  const { typed, troubles } = props;
  const { t } = props.view;
  const outside = troubles.some(({ key }) => key === 'pointOutside');
  return (
    <>
      <TextField
        name="point"
        label={t('point')}
        hint={t('pointHint')}
        value={typedText(typed, 'point')}
        maxlength={60}
        noSpellcheck
        error={errorAt(t, troubles, 'point')}
      />
      {outside && <Checkbox name="outside" value={typedText(typed, 'point').trim()} label={t('pointOutsideYes')} />}
      <Select
        name="reach"
        label={t('reach')}
        value={props.reach}
        error={errorAt(t, troubles, 'reach')}
        options={[
          { value: 'none', text: t('reachNone') },
          ...reaches.map((one) => ({ value: String(one), text: reachInWords(t, one) })),
        ]}
      />
      <Checkbox name="tells" value="yes" label={t('spotPublic')} hint={t('spotPublicHint')} checked={props.tells} />
    </>
  );
}

/** Enter in a field presses the first button of a form: this one, not the map. */
export const FirstButton = ({ text }: { text: string }): Markup => (
  <button type="submit" hidden>
    {text}
  </button>
);

export function PlacePage(props: PlaceFieldsProps & { incident: Incident }): Markup {
  const { view, incident, troubles } = props;
  const { t } = view;
  const title = t('spotTitle');
  return (
    <DeskPage view={view} title={title} width="narrow" incident={incident} trail={trailOf(view, incident)}>
      <Troubles t={t} troubles={troubles} />
      <PageHeading title={title} caption={nameOf(view, incident)} />
      <p>{t('spotText')}</p>
      <form method="post" action={placeRoom.path(incident.id)} novalidate>
        <FirstButton text={t('saveReview')} />
        <Hidden name="revision" value={typedText(props.typed, 'revision') || incident.revision} />
        <PlaceFields {...props} action={placeMapRoom.path(incident.id)} />
        <Actions>
          <Button text={t('saveReview')} />
          <Button kind="second" href={incidentPath(incident.id)} text={t('cancel')} />
        </Actions>
      </form>
    </DeskPage>
  );
}

/** What the room of an incident shows of it. */
export interface SpotShown {
  words: string;
  /** The view around it; absent without a map. */
  around: MapView | undefined;
  point: string;
}

export function SpotInRoom({ view, incident, spot }: { view: View; incident: Incident; spot: SpotShown }): Markup {
  const { t } = view;
  const picture =
    spot.around && `${mapPicturePattern}?${pictureQuery(spot.around, spot.point, incident.spot?.metres ?? undefined)}`;
  return (
    <>
      {spot.words} · {t(incident.spot?.public ? 'spotIsPublic' : 'spotHidden')}
      {picture && (
        <p>
          <img src={picture} alt={t('spotPicture', { spot: spot.words })} width={mapSide} height={mapSide} />
        </p>
      )}
    </>
  );
}
