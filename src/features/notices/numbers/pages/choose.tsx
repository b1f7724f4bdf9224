/** The step where a draft's number is chosen, and how the desk shows a number that is not given yet. */
import { Actions } from '#ui/actions/actions.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Radios } from '#ui/field/choices.tsx';
import { Hidden, TextField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import type { Notice } from '../../model/notice.ts';
import { Desk, errorAt, say, type View } from '../../pages/frame.tsx';
import { type StepProps, trailOf } from '../../pages/write.tsx';
import { type Code, numberFor, openNumber } from '../model/number.ts';
import { numberPath } from '../paths.ts';

export type NumberProps = StepProps & {
  codes: readonly (Code & { next: string })[];
  values: { from: string; number: string };
};

export function NumberPage(props: NumberProps): Markup {
  const { view, notice, codes, values, troubles } = props;
  const t = say(view);
  return (
    <Desk view={view} title={t('stepNumber')} troubles={troubles} trail={trailOf(props)}>
      <PageHeading title={t('stepNumber')} meta={t('numberText')} />
      {codes.length === 0 && (
        <Banner kind="info">
          <p>{t('noCodes')}</p>
        </Banner>
      )}
      <form method="post" action={numberPath(notice.id)}>
        <Hidden name="revision" value={notice.revision} />
        <Radios
          name="from"
          legend={t('numberChoice')}
          value={values.from}
          error={errorAt(t, troubles, 'from')}
          items={[
            { value: 'none', text: t('numberNone'), hint: t('numberNoneHint') },
            ...codes.map((code) => ({
              value: String(code.id),
              text: t('numberSeries', { code: code.code }),
              hint: t('numberSeriesHint', { next: code.next }),
            })),
            { value: 'elsewhere', text: t('numberElsewhere') },
          ]}
        />
        <TextField
          name="number"
          label={t('numberTyped')}
          hint={t('numberTypedHint')}
          value={values.number}
          width={20}
          maxlength={40}
          noSpellcheck
          error={errorAt(t, troubles, 'number')}
        />
        <Actions>
          <Button text={t('save')} />
        </Actions>
      </form>
    </Desk>
  );
}

/** The number in words for the desk: as it stands, with its serial still open, or none. */
export function numberInWords(view: View, notice: Notice): string {
  const t = say(view);
  const number = numberFor(notice, view.language);
  if (number) return notice.publishedAt === null && notice.numberCode ? t('numberReserved', { number }) : number;
  const open = numberOrOpen(view, notice);
  return open ? t('numberAtPublication', { number: open }) : t('none');
}

/** The number as it stands on a preview: while the serial is not given, its place is left open. */
export function numberOrOpen(view: View, notice: Notice): string | null {
  const number = numberFor(notice, view.language);
  if (number || !notice.numberCode) return number;
  return openNumber({ code: notice.numberCode }, Number(view.today.slice(0, 4)));
}
