/** The approval rules: what is set, a way to try what a notice would need, and the form of one rule. */
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import { ConfirmPanel } from '#ui/confirm/confirm.tsx';
import type { Markup } from '#ui/content.ts';
import { Select, TextField } from '#ui/field/field.tsx';
import { TreeSelect } from '#ui/field/tree-select.tsx';
import { FilterForm } from '#ui/filters/filters.tsx';
import { Meta, PageHeading } from '#ui/heading/heading.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { kinds } from '../../model/kinds.ts';
import { Desk, errorAt, say, type View } from '../../pages/frame.tsx';
import { audienceReaches, mostDaysToReminder, mostSteps, places, type Rule } from '../model/chain.ts';
import { chainsPath, endRulePath, newRulePath, rulePath } from '../paths.ts';
import { type ShownStep, StepList } from './steps.tsx';

export interface Choice {
  id: number;
  name: string;
  depth: number;
}

export interface Tried {
  office: string;
  kind: Rule['kind'] & string;
  reach: Rule['reach'] & string;
  ruleOf: string | null;
  steps: ShownStep[];
}

export type RulesProps = {
  view: View;
  rules: readonly Rule[];
  choices: readonly Choice[];
  /** Only who answers for the whole district sets rules. */
  maySet: boolean;
  filters: { office: string; kind: string; reach: string };
  tried: Tried | undefined;
  done: 'chainSaved' | 'chainEnded' | undefined;
};

export function RulesPage(props: RulesProps): Markup {
  const { view, rules, maySet, done } = props;
  const t = say(view);
  return (
    <Desk view={view} title={t('chainsTitle')} wide>
      {done && (
        <Banner kind="success">
          <p>{t(done)}</p>
        </Banner>
      )}
      <PageHeading title={t('chainsTitle')} />
      <p>{t('chainsText')}</p>
      {maySet && (
        <Actions>
          <Button href={newRulePath} text={t('chainNew')} />
        </Actions>
      )}
      <DataTable
        caption={t('chainsTitle')}
        captionHidden
        columns={[
          { key: 'office', text: t('chainOffice') },
          { key: 'kind', text: t('chainKind') },
          { key: 'reach', text: t('chainReach') },
          { key: 'steps', text: t('chainSteps') },
          { key: 'remind', text: t('chainRemindAfter') },
        ]}
        rows={rules.map((rule) => ({
          href: maySet ? rulePath(rule.id) : undefined,
          cells: {
            office: rule.organisation,
            kind: rule.kind ? t(`kind_${rule.kind}`) : t('chainAnyKind'),
            reach: rule.reach ? t(`reach_${rule.reach}`) : t('chainAnyReach'),
            steps: rule.steps.map((place, n) => <div>{`${n + 1}. ${t(`place_${place}`)}`}</div>),
            remind: t('chainDays', { n: rule.remindAfter }),
          },
        }))}
        empty={{ title: t('chainNone'), text: t('chainNoneText') }}
      />
      <h2 id="try">{t('chainTry')}</h2>
      <TryForm {...props} />
      {props.tried && <Result view={view} tried={props.tried} />}
    </Desk>
  );
}

function TryForm({ view, choices, filters }: RulesProps): Markup {
  const t = say(view);
  return (
    <FilterForm label={t('chainTry')} action={`${chainsPath}#try`} submitText={t('chainTryDo')}>
      <TreeSelect name="office" label={t('office')} value={filters.office} places={choices} />
      <Select
        name="kind"
        label={t('chainKind')}
        value={filters.kind}
        options={kinds.map((kind) => ({ value: kind, text: t(`kind_${kind}`) }))}
      />
      <Select
        name="reach"
        label={t('chainReach')}
        value={filters.reach}
        options={audienceReaches.map((reach) => ({ value: reach, text: t(`reach_${reach}`) }))}
      />
    </FilterForm>
  );
}

function Result({ view, tried }: { view: View; tried: Tried }): Markup {
  const t = say(view);
  const { office, ruleOf } = tried;
  const values = { office, kind: t(`kind_${tried.kind}`), reach: t(`reach_${tried.reach}`) };
  return (
    <>
      <p>{t('chainTried', values)}</p>
      <StepList view={view} steps={tried.steps} />
      <Meta>{ruleOf === null ? t('chainByNone') : t('chainByRule', { office: ruleOf })}</Meta>
    </>
  );
}

export interface RuleValues {
  organisationId: string;
  kind: string;
  reach: string;
  steps: string[];
  remindAfter: string;
}

export type RulePageProps = {
  view: View;
  /** Of a rule that is changed. */
  id: number | null;
  choices: readonly Choice[];
  values: RuleValues;
  troubles: readonly Trouble[];
};

export function RulePage({ view, id, choices, values, troubles }: RulePageProps): Markup {
  const t = say(view);
  const title = t(id === null ? 'chainNew' : 'chainEdit');
  const at = (field: string) => errorAt(t, troubles, field);
  return (
    <Desk view={view} title={title} trail={[{ href: chainsPath, text: t('chainsTitle') }]} troubles={troubles}>
      <PageHeading title={title} />
      <p>{t('chainFormText')}</p>
      <form method="post" action={id === null ? newRulePath : rulePath(id)} novalidate>
        <TreeSelect
          name="organisationId"
          label={t('chainOffice')}
          value={values.organisationId}
          places={choices}
          error={at('organisationId')}
        />
        <Select
          name="kind"
          label={t('chainKind')}
          value={values.kind}
          options={[
            { value: '', text: t('chainAnyKind') },
            ...kinds.map((kind) => ({ value: kind, text: t(`kind_${kind}`) })),
          ]}
          error={at('kind')}
        />
        <Select
          name="reach"
          label={t('chainReach')}
          value={values.reach}
          options={[
            { value: '', text: t('chainAnyReach') },
            ...audienceReaches.map((reach) => ({ value: reach, text: t(`reach_${reach}`) })),
          ]}
          error={at('reach')}
        />
        {Array.from({ length: mostSteps }, (_, n) => (
          <Select
            name={`step${n + 1}`}
            label={t('chainStepN', { n: n + 1 })}
            value={values.steps[n] ?? ''}
            options={[
              { value: '', text: t('chainNoStep') },
              ...places.map((place) => ({ value: place, text: t(`place_${place}`) })),
            ]}
            error={at(`step${n + 1}`)}
          />
        ))}
        <TextField
          name="remindAfter"
          type="number"
          inputmode="numeric"
          label={t('chainRemindAfter')}
          hint={t('chainRemindAfterHint')}
          min={1}
          max={mostDaysToReminder}
          width={4}
          value={values.remindAfter}
          error={at('remindAfter')}
        />
        <Actions>
          <Button text={t('chainSave')} />
          {id !== null && <Button kind="second" href={endRulePath(id)} text={t('chainEnd')} />}
          <Button kind="second" href={chainsPath} text={t('cancel')} />
        </Actions>
      </form>
    </Desk>
  );
}

export function EndRulePage({ view, id, troubles }: { view: View; id: number; troubles: readonly Trouble[] }): Markup {
  const t = say(view);
  const trail = [
    { href: chainsPath, text: t('chainsTitle') },
    { href: rulePath(id), text: t('chainEdit') },
  ];
  return (
    <Desk view={view} title={t('chainEnd')} trail={trail} troubles={troubles}>
      <ConfirmPanel
        title={t('chainEndTitle')}
        text={<p>{t('chainEndText')}</p>}
        action={endRulePath(id)}
        confirmText={t('chainEnd')}
        cancelHref={rulePath(id)}
        cancelText={t('cancel')}
        danger
      />
    </Desk>
  );
}
