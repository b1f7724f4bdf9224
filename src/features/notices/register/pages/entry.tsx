/** The entry of a notice in the register: its form, and what readers see of it. */
import { dateInWords } from '#platform/i18n.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Checkbox } from '#ui/field/choices.tsx';
import { Hidden, Select, TextArea, TextField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { SummaryList } from '#ui/summary-list/summary-list.tsx';
import { Tag, type TagKind } from '#ui/tag/tag.tsx';
import { numberFor } from '../../numbers/model/number.ts';
import { Desk, day, errorAt, say, type View } from '../../pages/frame.tsx';
import { type StepProps, trailOf } from '../../pages/write.tsx';
import { publicPath } from '../../paths.ts';
import { linkKinds, type Related, type Rule, type RuleRow, type Status, statusOn, subjects } from '../model/rule.ts';
import { rulePath, rulesPath } from '../paths.ts';

export type RuleValues = {
  isRule: boolean;
  subject: string;
  inForceFrom: string;
  inForceUntil: string;
  replaces: string;
  amends: string;
  repeals: string;
};

export function RulePage(props: StepProps & { values: RuleValues }): Markup {
  const { view, notice, values, troubles } = props;
  const t = say(view);
  return (
    <Desk view={view} title={t('stepRule')} troubles={troubles} trail={trailOf(props)}>
      <PageHeading title={t('stepRule')} meta={t('ruleText')} />
      {!notice.isPublic && (
        <Banner kind="info">
          <p>{t('ruleNotPublic')}</p>
        </Banner>
      )}
      <form method="post" action={rulePath(notice.id)}>
        <Hidden name="revision" value={notice.revision} />
        <Checkbox name="isRule" label={t('isRule')} value="yes" checked={values.isRule} />
        <Select
          name="subject"
          label={t('ruleSubject')}
          value={values.subject}
          error={errorAt(t, troubles, 'subject')}
          options={subjects.map((subject) => ({ value: subject, text: t(`subject_${subject}`) }))}
        />
        <TextField
          name="inForceFrom"
          type="date"
          label={t('inForceFrom')}
          hint={t('inForceFromHint')}
          width={20}
          value={values.inForceFrom}
          error={errorAt(t, troubles, 'inForceFrom')}
        />
        <TextField
          name="inForceUntil"
          type="date"
          label={t('inForceUntil')}
          hint={t('inForceUntilHint')}
          width={20}
          value={values.inForceUntil}
          error={errorAt(t, troubles, 'inForceUntil')}
        />
        {linkKinds.map((kind) => (
          <TextArea
            name={kind}
            label={t(`rule_${kind}`)}
            hint={t('ruleLinkHint')}
            rows={2}
            noSpellcheck
            value={values[kind]}
            error={errorAt(t, troubles, kind)}
          />
        ))}
        <Actions>
          <Button text={t('save')} />
        </Actions>
      </form>
    </Desk>
  );
}

/** The entry in one line, for the task list and the check. */
export function ruleInWords(view: View, rule: Rule): string {
  const t = say(view);
  const from = rule.inForceFrom ? day(view, rule.inForceFrom) : t('ruleFromPublication');
  return t('ruleYes', { subject: t(`subject_${rule.subject}`), from });
}

const kindOf: Record<Status, TagKind> = {
  upcoming: 'wait',
  in_force: 'ok',
  expired: 'neutral',
  repealed: 'late',
  withdrawn: 'late',
};

type Language = { language: View['language'] };

export function StatusTags({ view, row, today }: { view: Language; row: RuleRow; today: string }): Markup {
  const t = say(view);
  const status = statusOn(row, today);
  return (
    <>
      <Tag kind={kindOf[status]} text={t(`status_${status}`)} />{' '}
      {row.amended && status === 'in_force' && <Tag kind="info" text={t('ruleAmended')} />}
    </>
  );
}

export type EntryProps = {
  view: Language & { today: string };
  row: RuleRow;
  touched: readonly Related[];
  touching: readonly Related[];
};

/** On the public page of a rule: whether it holds, since when, and what else it belongs with. */
export function RuleEntry({ view, row, touched, touching }: EntryProps): Markup {
  const t = say(view);
  const passive = { replaces: 'rule_replaced_by', amends: 'rule_amended_by', repeals: 'rule_repealed_by' } as const;
  const links = (related: readonly Related[]) =>
    related.map((one) => (
      <div>
        <a href={publicPath(one.id)} lang={one.language}>
          {one.title}
        </a>
        {one.number && ` · ${numberFor(one, view.language)}`}
      </div>
    ));
  const of = (list: readonly Related[], word: (kind: Related['kind']) => string) =>
    linkKinds.flatMap((kind) => {
      const found = list.filter((one) => one.kind === kind);
      return found.length > 0 ? [{ key: word(kind), value: links(found) }] : [];
    });
  return (
    <>
      <h2>{t('ruleEntry')}</h2>
      <SummaryList
        rows={[
          { key: t('ruleStatus'), value: <StatusTags view={view} row={row} today={view.today} /> },
          {
            key: t('ruleSubject'),
            value: <a href={`${rulesPath}?subject=${row.subject}`}>{t(`subject_${row.subject}`)}</a>,
          },
          { key: t('inForceFrom'), value: dateInWords(row.from, view.language) },
          ...(row.until ? [{ key: t('inForceUntil'), value: dateInWords(row.until, view.language) }] : []),
          ...of(touched, (kind) => t(`rule_${kind}`)),
          ...of(touching, (kind) => t(passive[kind])),
        ]}
      />
    </>
  );
}
