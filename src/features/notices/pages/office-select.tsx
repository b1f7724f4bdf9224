/** The choice of an issuing office in the filters of both lists, the desk's and the public one. */
import type { Language } from '#platform/i18n.ts';
import type { Markup } from '#ui/content.ts';
import { Select } from '#ui/field/field.tsx';
import { say } from './frame.tsx';

type OfficeSelectProps = { view: { language: Language }; value: string; choices: { id: number; name: string }[] };

export function OfficeSelect({ view, value, choices }: OfficeSelectProps): Markup {
  const t = say(view);
  const offices = choices.map(({ id, name }) => ({ value: String(id), text: name }));
  return (
    <Select
      name="office"
      label={t('office')}
      value={value}
      options={[{ value: '', text: t('allOffices') }, ...offices]}
    />
  );
}
