/** What law and district ask for: the list, one more, an end. */
import { kindInWords, kindNames } from '#features/incidents/feature.ts';
import { type Typed, typedList, typedText } from '#platform/http/form.ts';
import { dateInWords } from '#platform/i18n.ts';
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import { ConfirmPanel } from '#ui/confirm/confirm.tsx';
import type { Markup } from '#ui/content.ts';
import { Checkboxes, Radios } from '#ui/field/choices.tsx';
import { TextField } from '#ui/field/field.tsx';
import { Meta, PageHeading } from '#ui/heading/heading.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { longestRequirement, longestSource, pers, placeSorts, type Requirement } from '../model.ts';
import { endRequirementPath, newRequirementPath, requirementsPath } from '../paths.ts';
import { DeskPage, errorAt, kindsOf, monthsOf, nameOf, oftenOf, Troubles, type View } from './frame.tsx';

export function RequirementsPage(props: {
  view: View;
  requirements: readonly Requirement[];
  mayChange: boolean;
}): Markup {
  const { view, requirements, mayChange } = props;
  const { t, language } = view;
  const day = (one: string) => dateInWords(one, language);
  return (
    <DeskPage view={view} title={t('asked')} trail={[]}>
      <PageHeading title={t('asked')} />
      <p>{t('requirementsLead')}</p>
      {mayChange && (
        <Actions>
          <Button href={newRequirementPath} text={t('addRequirement')} />
        </Actions>
      )}
      <DataTable
        caption={t('asked')}
        captionHidden
        columns={[
          { key: 'name', text: t('requirement') },
          { key: 'places', text: t('places') },
          { key: 'often', text: t('howOften') },
          { key: 'kinds', text: t('kinds') },
          { key: 'source', text: t('source') },
          { key: 'force', text: t('inForce') },
        ]}
        rows={requirements.map((one) => ({
          cells: {
            name: nameOf(view, one),
            places: t(`places_${one.places}`),
            often: (
              <div>
                {oftenOf(view, one)}
                {monthsOf(view, one) && <Meta>{monthsOf(view, one)}</Meta>}
              </div>
            ),
            kinds: kindsOf(view, one),
            source: (
              <div>
                {one.source[language] || one.source['zh-CN']}
                {one.code === null && <Meta>{t('ownOfDistrict')}</Meta>}
              </div>
            ),
            force: (
              <div>
                {one.endsOn ? t('endedOn', { day: day(one.endsOn) }) : t('fromOn', { day: day(one.from) })}
                {mayChange && !one.endsOn && (
                  <div>
                    <a href={endRequirementPath(one.id)}>
                      {t('end')}
                      <span class="hidden"> {nameOf(view, one)}</span>
                    </a>
                  </div>
                )}
              </div>
            ),
          },
        }))}
        empty={{ title: t('requirementsNone'), text: t('requirementsNoneText') }}
      />
    </DeskPage>
  );
}

export function RequirementFormPage(props: { view: View; typed: Typed; troubles: readonly Trouble[] }): Markup {
  const { view, typed, troubles } = props;
  const { t, language } = view;
  const text = (name: string) => ({ name, value: typedText(typed, name), error: errorAt(t, troubles, name) });
  const kinds = typedList(typed, 'kinds');
  return (
    <DeskPage view={view} title={t('addRequirement')} trail={[{ href: requirementsPath, text: t('asked') }]}>
      <Troubles t={t} troubles={troubles} />
      <PageHeading title={t('addRequirement')} />
      <form method="post" action={newRequirementPath} novalidate>
        <TextField {...text('nameZh')} lang="zh-CN" label={t('nameZh')} maxlength={longestRequirement} required />
        <TextField {...text('nameEn')} lang="en" label={t('nameEn')} maxlength={longestRequirement} />
        <Radios
          {...text('places')}
          legend={t('places')}
          hint={t('placesHint')}
          items={placeSorts.map((sort) => ({ value: sort, text: t(`places_${sort}`) }))}
        />
        <Radios
          {...text('per')}
          legend={t('per')}
          inline
          items={pers.map((per) => ({ value: per, text: t(`perName_${per}`) }))}
        />
        <TextField {...text('times')} label={t('times')} inputmode="numeric" width={4} required />
        <Checkboxes
          name="kinds"
          legend={t('kinds')}
          inline
          error={errorAt(t, troubles, 'kinds')}
          items={kindNames.map((kind) => ({
            value: kind,
            text: kindInWords(kind, language),
            checked: kinds.includes(kind),
          }))}
        />
        <TextField {...text('source')} label={t('sourceField')} maxlength={longestSource} required />
        <TextField {...text('from')} type="date" label={t('fromField')} required />
        <Actions>
          <Button text={t('addRequirement')} />
          <Button kind="second" href={requirementsPath} text={t('cancel')} />
        </Actions>
      </form>
    </DeskPage>
  );
}

export function EndRequirementPage({ view, requirement }: { view: View; requirement: Requirement }): Markup {
  const { t } = view;
  return (
    <DeskPage view={view} title={t('end')} trail={[{ href: requirementsPath, text: t('asked') }]}>
      <ConfirmPanel
        title={t('endTitle')}
        text={<p>{t('endText', { name: nameOf(view, requirement), often: oftenOf(view, requirement) })}</p>}
        action={endRequirementPath(requirement.id)}
        confirmText={t('end')}
        danger
        cancelHref={requirementsPath}
        cancelText={t('cancel')}
      />
    </DeskPage>
  );
}
