/** The list of templates, one template, and the page on which one is used. */
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Checkbox } from '#ui/field/choices.tsx';
import { Hidden, Select, TextField } from '#ui/field/field.tsx';
import { FilterForm } from '#ui/filters/filters.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Pager } from '#ui/pager/pager.tsx';
import { SummaryList } from '#ui/summary-list/summary-list.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import { languageOrder, type Text } from '../../model/notice.ts';
import { Desk, errorAt, languageName, moment, PlainText, say, type View } from '../../pages/frame.tsx';
import type { Office } from '../../pages/list.tsx';
import type { Template } from '../model/template.ts';
import { newTemplatePath, templatePath, templateRoomPath, templatesPath, templateTextPath } from '../paths.ts';

export type TemplatesProps = {
  view: View;
  templates: readonly Template[];
  filters: { text: string; retired: boolean };
  nextHref?: string;
  firstHref?: string;
};

export function TemplatesPage({ view, templates, filters, nextHref, firstHref }: TemplatesProps): Markup {
  const t = say(view);
  const filtered = filters.text !== '' || filters.retired;
  return (
    <Desk view={view} title={t('templatesTitle')} wide>
      <PageHeading title={t('templatesTitle')} />
      <p>{t('templatesText')}</p>
      <Actions>
        <Button href={newTemplatePath} text={t('templateNew')} />
      </Actions>
      <FilterForm
        label={t('filters')}
        action={templatesPath}
        submitText={t('filter')}
        clear={filtered ? { href: templatesPath, text: t('clearFilters') } : undefined}
      >
        <TextField name="text" type="search" label={t('templateSearch')} value={filters.text} maxlength={60} />
        <Checkbox name="retired" label={t('templateRetiredOnes')} value="yes" checked={filters.retired} />
      </FilterForm>
      <DataTable
        caption={t('templatesTitle')}
        captionHidden
        columns={[
          { key: 'name', text: t('templateName') },
          { key: 'office', text: t('templateOffice') },
          { key: 'kind', text: t('kind') },
          { key: 'changed', text: t('templateChanged') },
        ]}
        rows={templates.map((template) => ({
          href: templatePath(template.id),
          cells: {
            name: template.name,
            office: template.organisation,
            kind: t(`kind_${template.kind}`),
            changed: moment(view, template.updatedAt),
          },
        }))}
        empty={
          filtered
            ? { title: t(filters.retired ? 'templateNoneRetired' : 'nothingFound'), text: t('nothingFoundText') }
            : {
                title: t('templateNone'),
                text: t('templateNoneText'),
                action: { href: newTemplatePath, text: t('templateNew') },
              }
        }
      />
      <Pager
        label={t('pages')}
        previousHref={firstHref}
        previousText={t('toFirst')}
        nextHref={nextHref}
        nextText={t('nextPage')}
      />
    </Desk>
  );
}

export const templatesTrail = (view: View) => [{ href: templatesPath, text: say(view)('templatesTitle') }];

export type TemplateProps = {
  view: View;
  template: Template;
  texts: readonly Text[];
  variables: readonly string[];
  /** Of an office within the reader's reach. */
  mayChange: boolean;
  troubles: readonly Trouble[];
};

export function TemplatePage({ view, template, texts, variables, mayChange, troubles }: TemplateProps): Markup {
  const t = say(view);
  const { id } = template;
  const retired = template.retiredAt !== null;
  const change = (href: string, hidden: string) =>
    mayChange && !retired ? { href, text: t('change'), hidden } : undefined;
  const asked = t(`request_${template.request}`);
  return (
    <Desk view={view} title={template.name} trail={templatesTrail(view)} troubles={troubles}>
      <PageHeading
        title={template.name}
        caption={[template.organisation, t(`kind_${template.kind}`)].join(' · ')}
        meta={retired ? <Tag kind="neutral" text={t('templateRetiredTag')} /> : undefined}
      />
      <SummaryList
        rows={[
          {
            key: t('visibility'),
            value: t(template.isPublic ? 'publicYes' : 'publicNo'),
            action: change(templateRoomPath('settings', id), t('templateSettings')),
          },
          {
            key: t('requestLegend'),
            value:
              template.deadlineDays === null
                ? asked
                : [asked, t('templateDaysN', { n: template.deadlineDays })].join(t('comma')),
          },
          ...(template.slip && template.request === 'slip'
            ? [{ key: t('slip'), value: t('templateSlip', { n: template.slip.questions.length }) }]
            : []),
          {
            key: t('templateRoles'),
            value: template.roles.map((role) => t(`role_${role}`)).join(t('comma')) || t('none'),
          },
          { key: t('templateVariables'), value: variables.join(t('comma')) || t('templateNoVariables') },
          ...languageOrder.map((lang) => ({
            key: languageName(lang),
            value: texts.some((text) => text.language === lang) ? (
              <span lang={lang}>{texts.find((text) => text.language === lang)?.title}</span>
            ) : (
              t('notWritten')
            ),
            action: change(templateTextPath(id, lang), languageName(lang)),
          })),
        ]}
      />
      {texts.length === 0 && (
        <Banner kind="info">
          <p>{t('templateNoText')}</p>
        </Banner>
      )}
      {texts.map((text) => (
        <div class="panel">
          <h2 lang={text.language}>{text.title}</h2>
          <PlainText text={text.body} lang={text.language} />
        </div>
      ))}
      <Actions>
        {!retired && <Button href={templateRoomPath('use', id)} text={t('templateUse')} />}
        {mayChange && (
          <form method="post" action={templateRoomPath('retire', id)}>
            <Hidden name="what" value={retired ? 'restore' : 'retire'} />
            <Button kind="second" text={t(retired ? 'templateRestore' : 'templateRetire')} />
          </form>
        )}
      </Actions>
    </Desk>
  );
}

export type UseProps = {
  view: View;
  template: Template;
  offices: readonly Office[];
  values: { organisationId: string; deadlineOn: string };
  /** For each language, what is to be filled in and what was typed; `field` is its name in the form. */
  blanks: { language: string; variables: { name: string; field: string; value: string }[] }[];
  troubles: readonly Trouble[];
};

export function UsePage({ view, template, offices, values, blanks, troubles }: UseProps): Markup {
  const t = say(view);
  const title = t('templateUseTitle', { name: template.name });
  const trail = [...templatesTrail(view), { href: templatePath(template.id), text: template.name }];
  return (
    <Desk view={view} title={title} trail={trail} troubles={troubles}>
      <PageHeading title={title} meta={t('templateUseText')} />
      <form method="post" action={templateRoomPath('use', template.id)} novalidate>
        <Select
          name="organisationId"
          label={t('issuingOffice')}
          hint={t('issuingOfficeHint')}
          value={values.organisationId}
          options={offices.map(({ id, name }) => ({ value: String(id), text: name }))}
          error={errorAt(t, troubles, 'organisationId')}
        />
        {template.request !== 'none' && (
          <TextField
            name="deadlineOn"
            type="date"
            label={t('deadline')}
            min={view.today}
            width={20}
            value={values.deadlineOn}
            error={errorAt(t, troubles, 'deadlineOn')}
          />
        )}
        {blanks.map(({ language, variables }) => (
          <>
            <h2 lang={language}>{languageName(language)}</h2>
            {variables.map(({ name, field, value }) => (
              <TextField
                name={field}
                label={blanks.length > 1 ? t('templateBlankIn', { name, language: languageName(language) }) : name}
                value={value}
                lang={language}
                maxlength={200}
              />
            ))}
          </>
        ))}
        <Actions>
          <Button text={t('templateDraft')} />
          <Button kind="second" href={templatePath(template.id)} text={t('cancel')} />
        </Actions>
      </form>
    </Desk>
  );
}
