/** Moving a pupil: the school, then its class and the day. */
import { typedText } from '#platform/http/form.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { Hidden, Select, TextField } from '#ui/field/field.tsx';
import { FilterForm } from '#ui/filters/filters.tsx';
import { Meta } from '#ui/heading/heading.tsx';
import { TaskList } from '#ui/task-list/task-list.tsx';
import { paths } from '../paths.ts';
import { FormPage, type FormProps } from './forms.tsx';
import { DirectoryPage, errorAt, type Frame } from './frame.tsx';

interface Choice {
  id: number;
  name: string;
}

export type MoveSchoolProps = {
  frame: Frame;
  person: Choice;
  /** What the school's name has. */
  text: string;
  /** The school where the pupil is. */
  present: Choice | undefined;
  schools: readonly Choice[];
  more: boolean;
};

export function MoveSchoolPage({ frame, person, text, present, schools, more }: MoveSchoolProps): Markup {
  const { t } = frame;
  const title = t('moveTitle', { name: person.name });
  const others = schools.filter((one) => one.id !== present?.id);
  const back = { href: paths.person(person.id), text: person.name };
  return (
    <DirectoryPage frame={frame} title={title} trail={[back]} width="narrow">
      <h1>{title}</h1>
      <p>{t('moveText')}</p>
      {present && (
        <>
          <h2>{t('moveHere')}</h2>
          <TaskList items={[{ href: paths.moveTo(person.id, present.id), text: present.name, status: '' }]} />
        </>
      )}
      <h2>{t('moveThere')}</h2>
      <FilterForm
        label={t('moveFind')}
        action={paths.move(person.id)}
        submitText={t('search')}
        clear={text === '' ? undefined : { href: paths.move(person.id), text: t('searchClear') }}
      >
        <TextField name="find" type="search" label={t('moveFind')} value={text} maxlength={100} autocomplete="off" />
      </FilterForm>
      {others.length === 0 ? (
        <EmptyState title={t('moveNoSchool')} text={t('moveNoSchoolText')} />
      ) : (
        <TaskList
          items={others.map((one) => ({ href: paths.moveTo(person.id, one.id), text: one.name, status: '' }))}
        />
      )}
      {more && <Meta>{t('moveMore')}</Meta>}
      <Actions>
        <Button kind="second" href={back.href} text={t('cancel')} />
      </Actions>
    </DirectoryPage>
  );
}

export type MoveFormProps = FormProps & {
  person: Choice;
  school: Choice;
  classes: readonly Choice[];
  /** Whether there is another school to choose. */
  others: boolean;
};

export function MoveForm(props: MoveFormProps): Markup {
  const { frame, typed, troubles, person, school, classes } = props;
  const { t } = frame;
  return (
    <FormPage
      {...{ frame, troubles }}
      title={t('moveTitle', { name: person.name })}
      action={paths.move(person.id)}
      back={{ href: paths.person(person.id), text: person.name }}
    >
      <p>{t('moveText')}</p>
      <p>
        <strong>{school.name}</strong> {props.others && <a href={paths.move(person.id)}>{t('moveOtherSchool')}</a>}
      </p>
      <Hidden name="school" value={school.id} />
      <Select
        name="classId"
        label={t('moveClass')}
        value={typedText(typed, 'classId')}
        options={[
          { value: '', text: t(classes.length > 0 ? 'moveChoose' : 'moveNoClass') },
          ...classes.map((one) => ({ value: String(one.id), text: one.name })),
        ]}
        error={errorAt(t, troubles, 'classId')}
      />
      <TextField
        name="day"
        type="date"
        width={10}
        label={t('moveDay')}
        hint={t('moveDayHint')}
        value={typedText(typed, 'day')}
        error={errorAt(t, troubles, 'day')}
      />
    </FormPage>
  );
}
