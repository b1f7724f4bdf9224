/** Writing a template: its settings, its text in one language, and making one from a notice. */
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Checkbox, Checkboxes, Radios } from '#ui/field/choices.tsx';
import { Hidden, Select, TextArea, TextField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { kinds } from '../../model/kinds.ts';
import { languageOrder, limits, roles } from '../../model/notice.ts';
import { Desk, errorAt, languageName, say, type View } from '../../pages/frame.tsx';
import type { Office } from '../../pages/list.tsx';
import { type StepProps, trailOf } from '../../pages/write.tsx';
import { noticePath } from '../../paths.ts';
import { mostDeadlineDays, nameLimit, type Template } from '../model/template.ts';
import {
  fromNoticePath,
  newTemplatePath,
  templatePath,
  templateRoomPath,
  templatesPath,
  templateTextPath,
} from '../paths.ts';
import { templatesTrail } from './list.tsx';

export interface SettingsValues {
  organisationId: string;
  name: string;
  kind: string;
  mainLanguage: string;
  isPublic: boolean;
  request: string;
  deadlineDays: string;
  roles: readonly string[];
}

export type SettingsProps = {
  view: View;
  /** Of one that is changed; its office stays. */
  template: Template | undefined;
  offices: readonly Office[];
  values: SettingsValues;
  troubles: readonly Trouble[];
};

export function SettingsPage({ view, template, offices, values, troubles }: SettingsProps): Markup {
  const t = say(view);
  const title = t(template ? 'templateSettings' : 'templateNew');
  const at = (field: string) => errorAt(t, troubles, field);
  const trail = [
    ...templatesTrail(view),
    ...(template ? [{ href: templatePath(template.id), text: template.name }] : []),
  ];
  return (
    <Desk view={view} title={title} trail={trail} troubles={troubles}>
      <PageHeading title={title} />
      <form method="post" action={template ? templateRoomPath('settings', template.id) : newTemplatePath} novalidate>
        {template && <Hidden name="revision" value={template.revision} />}
        <TextField
          name="name"
          label={t('templateName')}
          hint={t('templateNameHint')}
          value={values.name}
          maxlength={nameLimit}
          error={at('name')}
        />
        {!template && (
          <OfficeSelect view={view} offices={offices} value={values.organisationId} error={at('organisationId')} />
        )}
        <Select
          name="kind"
          label={t('kind')}
          hint={t('kindHint')}
          value={values.kind}
          options={kinds.map((kind) => ({ value: kind, text: t(`kind_${kind}`) }))}
          error={at('kind')}
        />
        <Select
          name="mainLanguage"
          label={t('mainLanguage')}
          hint={t('mainLanguageHint')}
          value={values.mainLanguage}
          options={languageOrder.map((lang) => ({ value: lang, text: languageName(lang), lang }))}
          error={at('mainLanguage')}
        />
        <Checkbox
          name="isPublic"
          label={t('isPublic')}
          hint={t('isPublicHint')}
          value="yes"
          checked={values.isPublic}
        />
        <Radios
          name="request"
          legend={t('requestLegend')}
          value={values.request}
          error={at('request')}
          items={[
            { value: 'none', text: t('request_none') },
            { value: 'acknowledge', text: t('request_acknowledge'), hint: t('acknowledgeHint') },
            ...(template?.slip ? [{ value: 'slip', text: t('request_slip') }] : []),
          ]}
        />
        <TextField
          name="deadlineDays"
          type="number"
          inputmode="numeric"
          label={t('templateDeadlineDays')}
          hint={t('templateDeadlineDaysHint')}
          min={0}
          max={mostDeadlineDays}
          width={4}
          value={values.deadlineDays}
          error={at('deadlineDays')}
        />
        <Checkboxes
          name="roles"
          legend={t('templateRoles')}
          hint={t('templateRolesHint')}
          error={at('roles')}
          items={roles.map((role) => ({ value: role, text: t(`role_${role}`), checked: values.roles.includes(role) }))}
        />
        <Actions>
          <Button text={t('save')} />
          <Button kind="second" href={template ? templatePath(template.id) : templatesPath} text={t('cancel')} />
        </Actions>
      </form>
    </Desk>
  );
}

type OfficeSelectProps = { view: View; offices: readonly Office[]; value: string; error: string | undefined };

function OfficeSelect({ view, offices, value, error }: OfficeSelectProps): Markup {
  const t = say(view);
  return (
    <Select
      name="organisationId"
      label={t('templateOffice')}
      hint={t('templateOfficeHint')}
      value={value}
      options={offices.map(({ id, name }) => ({ value: String(id), text: name }))}
      error={error}
    />
  );
}

export type TemplateTextProps = {
  view: View;
  template: Template;
  language: string;
  values: { title: string; body: string };
  troubles: readonly Trouble[];
};

export function TemplateTextPage({ view, template, language, values, troubles }: TemplateTextProps): Markup {
  const t = say(view);
  const title = t('textIn', { language: languageName(language) });
  const trail = [...templatesTrail(view), { href: templatePath(template.id), text: template.name }];
  return (
    <Desk view={view} title={title} trail={trail} troubles={troubles}>
      <PageHeading title={title} />
      <Banner kind="info">
        <p>{t('templateVariablesHint')}</p>
      </Banner>
      <form method="post" action={templateTextPath(template.id, language)} novalidate>
        <Hidden name="revision" value={template.revision} />
        <TextField
          name="title"
          label={t('noticeTitle')}
          lang={language}
          value={values.title}
          maxlength={limits.title}
          error={errorAt(t, troubles, 'title')}
        />
        <TextArea
          name="body"
          label={t('body')}
          hint={t('bodyHint')}
          lang={language}
          rows={16}
          value={values.body}
          error={errorAt(t, troubles, 'body')}
        />
        <Actions>
          <Button text={t('save')} />
          <Button kind="second" href={templatePath(template.id)} text={t('cancel')} />
        </Actions>
      </form>
    </Desk>
  );
}

export type FromNoticeProps = StepProps & {
  offices: readonly Office[];
  values: { name: string; organisationId: string };
};

export function FromNoticePage(props: FromNoticeProps): Markup {
  const { view, notice, offices, values, troubles } = props;
  const t = say(view);
  return (
    <Desk view={view} title={t('templateFrom')} trail={trailOf(props)} troubles={troubles}>
      <PageHeading title={t('templateFrom')} meta={t('templateFromText')} />
      <form method="post" action={fromNoticePath(notice.id)} novalidate>
        <TextField
          name="name"
          label={t('templateName')}
          hint={t('templateNameHint')}
          value={values.name}
          maxlength={nameLimit}
          error={errorAt(t, troubles, 'name')}
        />
        <OfficeSelect
          view={view}
          offices={offices}
          value={values.organisationId}
          error={errorAt(t, troubles, 'organisationId')}
        />
        <Actions>
          <Button text={t('templateMake')} />
          <Button kind="second" href={noticePath(notice.id)} text={t('cancel')} />
        </Actions>
      </form>
    </Desk>
  );
}
