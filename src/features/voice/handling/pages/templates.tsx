/** Templates, kept by administrators of the district. */

import { type Typed, typedText } from '#platform/http/form.ts';
import { contentLanguages } from '#platform/i18n.ts';
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Select, TextArea, TextField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { longestTemplate, longestTemplateName, type Template, templateVariables } from '../model/template.ts';
import { templatePath, templatesPath } from '../paths.ts';
import { errorAt, Troubles, type View } from './frame.tsx';

interface FormProps {
  view: View;
  /** Whether the reader may change them: for the whole district. */
  writes: boolean;
  typed: Typed;
  troubles: readonly Trouble[];
}

export function TemplatesPage(props: FormProps & { templates: readonly Template[] }): Markup {
  const { view, templates, troubles } = props;
  const { t } = view;
  return (
    <Page {...view.shell} title={t('templatesTitle')} width="narrow" noindex>
      <Troubles view={view} troubles={troubles} />
      <PageHeading title={t('templatesTitle')} />
      <p>{t('templatesLead')}</p>
      <DataTable
        caption={t('templatesTitle')}
        captionHidden
        columns={[
          { key: 'name', text: t('templateName') },
          { key: 'language', text: t('templateLanguage') },
          { key: 'state', text: t('caseState') },
        ]}
        rows={templates.map((template) => ({
          href: templatePath(template.id),
          cells: {
            name: template.name,
            language: contentLanguages[template.language],
            state: t(template.ended ? 'templateEnded' : 'templateInUse'),
          },
        }))}
        empty={{ title: t('templatesNone'), text: t('templatesNoneText') }}
      />
      {props.writes && (
        <>
          <h2>{t('templateNew')}</h2>
          <TemplateForm {...props} action={templatesPath} />
        </>
      )}
    </Page>
  );
}

export function TemplatePage(props: FormProps & { template: Template }): Markup {
  const { view, template, troubles } = props;
  const { t } = view;
  const items = [{ href: templatesPath, text: t('templatesTitle') }, { text: template.name }];
  return (
    <Page {...view.shell} title={template.name} width="narrow" noindex breadcrumbs={{ label: t('breadcrumbs'), items }}>
      <Troubles view={view} troubles={troubles} />
      <PageHeading title={template.name} caption={t(template.ended ? 'templateEnded' : 'templateInUse')} />
      {template.ended || !props.writes ? (
        <p lang={template.language}>{template.text}</p>
      ) : (
        <>
          <TemplateForm {...props} action={templatePath(template.id)} />
          <form method="post" action={templatePath(template.id)}>
            <Actions>
              <Button kind="danger" name="act" value="end" text={t('templateEnd')} />
            </Actions>
          </form>
        </>
      )}
    </Page>
  );
}

function TemplateForm({ view, typed, troubles, action }: FormProps & { action: string }): Markup {
  const { t } = view;
  const names = templateVariables.map((name) => `[[${name}]]`).join(' ');
  return (
    <form method="post" action={action} novalidate>
      <TextField
        name="name"
        label={t('templateName')}
        value={typedText(typed, 'name')}
        error={errorAt(view, troubles, 'name')}
        maxlength={longestTemplateName}
      />
      <Select
        name="language"
        label={t('templateLanguage')}
        value={typedText(typed, 'language')}
        error={errorAt(view, troubles, 'language')}
        options={[
          { value: 'zh-CN', text: contentLanguages['zh-CN'] },
          { value: 'en', text: contentLanguages.en },
        ]}
      />
      <TextArea
        name="text"
        label={t('templateText')}
        hint={t('templateHint', { names })}
        value={typedText(typed, 'text')}
        error={errorAt(view, troubles, 'text')}
        rows={8}
        maxlength={longestTemplate}
      />
      <Actions>
        <Button text={t('templateSave')} />
      </Actions>
    </form>
  );
}
