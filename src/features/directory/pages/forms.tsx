import { type Typed, typedText } from '#platform/http/form.ts';
import { contentLanguages } from '#platform/i18n.ts';
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Content, Link, Markup } from '#ui/content.ts';
import { Checkbox, Radios } from '#ui/field/choices.tsx';
import { TextField } from '#ui/field/field.tsx';
import { Meta } from '#ui/heading/heading.tsx';
import type { GuardianshipRecord, PersonRecord, StaffRow } from '../model/records.ts';
import type { Organisation } from '../model.ts';
import { paths } from '../paths.ts';
import { DirectoryPage, errorAt, type Frame, Troubles } from './frame.tsx';

export interface FormProps {
  frame: Frame;
  typed: Typed;
  troubles: readonly Trouble[];
}

export function FormPage(props: {
  frame: Frame;
  title: string;
  action: string;
  back: Link;
  troubles: readonly Trouble[];
  children: Content;
}): Markup {
  const { frame, title, action, back, troubles, children } = props;
  const { t } = frame;
  return (
    <DirectoryPage frame={frame} title={title} trail={[back]} width="narrow">
      <Troubles t={t} troubles={troubles} />
      <form method="post" action={action} novalidate>
        <h1>{title}</h1>
        {children}
        <Actions>
          <Button text={t('save')} />
          <Button kind="second" href={back.href} text={t('cancel')} />
        </Actions>
      </form>
    </DirectoryPage>
  );
}

export function GuardianshipForm(props: FormProps & { guardianship: GuardianshipRecord }): Markup {
  const { frame, typed, troubles, guardianship } = props;
  const { t } = frame;
  const { id, guardianId, guardianName, pupilName } = guardianship;
  return (
    <FormPage
      {...{ frame, troubles }}
      title={t('changeGuardianshipTitle', { guardian: guardianName, pupil: pupilName })}
      action={paths.guardianship(id)}
      back={{ href: paths.person(guardianId), text: guardianName }}
    >
      <Checkbox name="mayReceive" label={t('mayReceive')} checked={typed.mayReceive !== undefined} />
      <Checkbox name="mayAct" label={t('mayAct')} checked={typed.mayAct !== undefined} />
      <TextField
        name="startsOn"
        type="date"
        width={10}
        label={t('startsOn')}
        value={typedText(typed, 'startsOn')}
        error={errorAt(t, troubles, 'startsOn')}
      />
      <TextField
        name="endsOn"
        type="date"
        width={10}
        label={t('endsOn')}
        hint={t('endsOnHint')}
        value={typedText(typed, 'endsOn')}
        error={errorAt(t, troubles, 'endsOn')}
      />
      <Meta>{t('rightsHint')}</Meta>
    </FormPage>
  );
}

export function ContactPointForm(props: FormProps & { person: PersonRecord }): Markup {
  const { frame, typed, troubles, person } = props;
  const { t } = frame;
  return (
    <FormPage
      {...{ frame, troubles }}
      title={t('addContactTitle', { name: person.name })}
      action={paths.addContactPoint(person.id)}
      back={{ href: paths.person(person.id), text: person.name }}
    >
      <Radios
        name="kind"
        legend={t('contactKind')}
        value={typedText(typed, 'kind')}
        error={errorAt(t, troubles, 'kind')}
        items={[
          { value: 'email', text: t('email') },
          { value: 'sms', text: t('sms') },
        ]}
      />
      <TextField
        name="address"
        label={t('address')}
        hint={t('addressHint')}
        value={typedText(typed, 'address')}
        error={errorAt(t, troubles, 'address')}
        autocomplete="off"
        maxlength={254}
        noSpellcheck
      />
    </FormPage>
  );
}

export function LanguageForm(props: FormProps & { person: PersonRecord }): Markup {
  const { frame, typed, troubles, person } = props;
  const { t } = frame;
  return (
    <FormPage
      {...{ frame, troubles }}
      title={t('languageTitle', { name: person.name })}
      action={paths.language(person.id)}
      back={{ href: paths.person(person.id), text: person.name }}
    >
      <Radios
        name="language"
        legend={t('preferredLanguage')}
        hint={t('languageHint')}
        value={typedText(typed, 'language')}
        error={errorAt(t, troubles, 'language')}
        items={[
          ...Object.entries(contentLanguages).map(([value, text]) => ({ value, text, lang: value })),
          { value: '', text: t('languageUnknown') },
        ]}
      />
    </FormPage>
  );
}

export function ClassTeacherForm(
  props: FormProps & { schoolClass: Organisation; candidates: readonly StaffRow[] },
): Markup {
  const { frame, typed, troubles, schoolClass, candidates } = props;
  const { t } = frame;
  const people = [...new Map(candidates.map((row) => [row.personId, row])).values()];
  return (
    <FormPage
      {...{ frame, troubles }}
      title={t('classTeacherTitle', { name: schoolClass.name })}
      action={paths.classTeacher(schoolClass.id)}
      back={{ href: paths.organisation(schoolClass.id), text: schoolClass.name }}
    >
      <p>{t('classTeacherText')}</p>
      <Radios
        name="personId"
        legend={t('chooseTeacher')}
        value={typedText(typed, 'personId')}
        error={errorAt(t, troubles, 'personId')}
        items={people.map((row) => ({
          value: String(row.personId),
          text: row.name,
          hint: `${t(row.position)} · ${row.organisation}`,
        }))}
      />
      <Checkbox name="alone" label={t('alone')} checked={typed.alone !== undefined} />
    </FormPage>
  );
}
