/** Declaring: one page, large targets, nothing to type. */
import type { ShownMap } from '#features/map/feature.ts';
import { type Typed, typedList, typedText } from '#platform/http/form.ts';
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Content, Markup } from '#ui/content.ts';
import { Checkboxes, Radios } from '#ui/field/choices.tsx';
import { Hidden } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Panel } from '#ui/panel/panel.tsx';
import { SummaryList } from '#ui/summary-list/summary-list.tsx';
import type { OnDuty } from '../duty/model/roster.ts';
import { OnDutyNow } from '../duty/pages/now.tsx';
import type { Incident } from '../model/incident.ts';
import { kindNames, levelsLightFirst } from '../model/kinds.ts';
import { declareMapPath, declarePath, deskPath } from '../paths.ts';
import { DeskPage, errorAt, levelInWords, moment, nameOf, Troubles, type View, who } from './frame.tsx';
import { FirstButton, PlaceFields } from './place.tsx';

export interface Place {
  id: number;
  name: string;
  kind: string;
}

export function DeclarePage(props: {
  view: View;
  /** Where the officer may declare; the district first. */
  places: readonly Place[];
  typed: Typed;
  troubles: readonly Trouble[];
  /** Absent where the district has no map. */
  map: ShownMap | undefined;
  /** Who is on duty now: they get the mail. */
  duties?: readonly OnDuty[];
  /** The warning of others from which it is declared. */
  above?: Content;
}): Markup {
  const { view, places, typed, troubles } = props;
  const { t } = view;
  const [only] = places.length === 1 ? places : [];
  const chosen = typedList(typed, 'where');
  return (
    <DeskPage view={view} title={t('declareTitle')} width="narrow" trail={[]}>
      <Troubles t={t} troubles={troubles} />
      <PageHeading title={t('declareTitle')} />
      <p>{t(props.above ? 'declareFromLead' : 'declareLead')}</p>
      {props.above}
      <form method="post" action={declarePath} novalidate>
        <FirstButton text={t('declareButton')} />
        {typedText(typed, 'warning') && <Hidden name="warning" value={typedText(typed, 'warning')} />}
        <Radios
          name="mode"
          legend={t('mode')}
          inline
          value={typedText(typed, 'mode')}
          error={errorAt(t, troubles, 'mode')}
          items={(['real', 'exercise'] as const).map((mode) => ({ value: mode, text: t(`mode_${mode}`) }))}
        />
        <Radios
          name="kind"
          legend={t('whatKind')}
          inline
          value={typedText(typed, 'kind')}
          error={errorAt(t, troubles, 'kind')}
          items={kindNames.map((kind) => ({ value: kind, text: t(`kind_${kind}`) }))}
        />
        <Radios
          name="level"
          legend={t('whichLevel')}
          hint={t('whichLevelHint')}
          value={typedText(typed, 'level')}
          error={errorAt(t, troubles, 'level')}
          items={levelsLightFirst.map((level) => ({ value: String(level), text: t(`level_${level}`) }))}
        />
        {only ? (
          <Hidden name="where" value={only.id} />
        ) : (
          <Checkboxes
            name="where"
            legend={t('where')}
            inline
            error={errorAt(t, troubles, 'where')}
            items={places.map((place) => ({
              value: String(place.id),
              text: place.kind === 'district' ? t('whole', { name: place.name }) : place.name,
              checked: chosen.includes(String(place.id)),
            }))}
          />
        )}
        <PlaceFields {...{ view, typed, troubles }} map={props.map} action={declareMapPath} brief />
        {typedList(typed, 'other').map((id) => (
          <Hidden name="other" value={id} />
        ))}
        <Actions>
          <Button kind="danger" text={t('declareButton')} />
          <Button kind="second" href={deskPath} text={t('cancel')} />
        </Actions>
      </form>
      {props.duties && (
        <>
          <h2>{t('onDutyNow')}</h2>
          <OnDutyNow view={view} duties={props.duties} />
        </>
      )}
    </DeskPage>
  );
}

/** Somebody was quicker: the first one, and the question whether it is the same. */
export function SamePage(props: { view: View; first: Incident; typed: Typed }): Markup {
  const { view, first, typed } = props;
  const { t } = view;
  const again = Object.entries(typed).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) => ({ name, value: one })),
  );
  return (
    <DeskPage view={view} title={t('maybeSame')} width="narrow" incident={first} trail={[]}>
      <PageHeading title={t('maybeSame')} />
      <p>
        {t('maybeSameText', {
          who: who(view, first.declaredBy, t('someone')),
          when: moment(view, first.declaredAt),
        })}
      </p>
      <Panel>
        <SummaryList
          rows={[
            { key: t('incident'), value: nameOf(view, first) },
            { key: t('whichLevel'), value: levelInWords(t, first, first.level) },
            { key: t('office'), value: <span lang="zh-CN">{first.organisation}</span> },
            ...(first.place ? [{ key: t('place'), value: first.place }] : []),
          ]}
        />
      </Panel>
      <form method="post" action={declarePath}>
        {again.map(({ name, value }) => (
          <Hidden name={name} value={value} />
        ))}
        <Actions>
          <Button name="same" value={String(first.id)} text={t('isSame')} />
          <Button kind="second" name="other" value={String(first.id)} text={t('isOther')} />
        </Actions>
      </form>
    </DeskPage>
  );
}
