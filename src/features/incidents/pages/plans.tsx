/** Response plans: the list, one plan, changing it. */
import { type Typed, typedText } from '#platform/http/form.ts';
import { dateInWords } from '#platform/i18n.ts';
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Hidden, Select, TextArea, TextField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { SummaryList } from '#ui/summary-list/summary-list.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import type { Words } from '../messages.ts';
import { type Kind, levels, levelsLightFirst, roman } from '../model/kinds.ts';
import { longestTask, longestText, type Plan, posts, taskPlaces, textUses } from '../model/plan.ts';
import { editPlanPath, planPath, plansPath, planVersionPath } from '../paths.ts';
import { DeskPage, errorAt, moment, Troubles, type View, who } from './frame.tsx';

export interface PlanLine {
  kind: Kind;
  plan: Pick<Plan, 'version' | 'inForceFrom' | 'reviewOn'>;
  ownTemplate: boolean;
  due: boolean;
}

/** `30 days` and not `43200 min`: as whoever has to keep it would say it. */
export function targetInWords(t: Words, minutes: number): string {
  if (minutes >= 1440 && minutes % 1440 === 0) return t('planDays', { n: minutes / 1440 });
  if (minutes >= 120 && minutes % 60 === 0) return t('planHours', { n: minutes / 60 });
  return t('planMinutes', { n: minutes });
}

export function PlansPage({ view, lines }: { view: View; lines: readonly PlanLine[] }): Markup {
  const { t, language } = view;
  return (
    <DeskPage view={view} title={t('plans')} trail={[]}>
      <PageHeading title={t('plans')} />
      <p>{t('plansLead')}</p>
      <DataTable
        caption={t('plans')}
        captionHidden
        columns={[
          { key: 'kind', text: t('plan') },
          { key: 'state', text: t('planState') },
          { key: 'review', text: t('planReview') },
        ]}
        rows={lines.map(({ kind, plan, ownTemplate, due }) => ({
          href: planPath(kind),
          cells: {
            kind: t(`kind_${kind}`),
            state: plan.inForceFrom
              ? t('planOwn', { n: plan.version, day: dateInWords(plan.inForceFrom, language) })
              : t(ownTemplate ? 'planTemplate' : 'planGeneral'),
            review: plan.reviewOn ? (
              <div>
                {dateInWords(plan.reviewOn, language)} {due && <Tag kind="late" text={t('planDue')} />}
              </div>
            ) : (
              '–'
            ),
          },
        }))}
        empty={{ title: '', text: '' }}
      />
    </DeskPage>
  );
}

export function PlanPage(props: {
  view: View;
  plan: Plan;
  /** An older one, or one that is not in force yet. */
  other: boolean;
  due: boolean;
  versions: readonly { version: number; inForceFrom: string; accountId: number; at: Date }[];
  mayWrite: boolean;
  troubles: readonly Trouble[];
}): Markup {
  const { view, plan, versions } = props;
  const { t, language } = view;
  const { content, kind } = plan;
  const title = t(`kind_${kind}`);
  return (
    <DeskPage view={view} title={title} trail={[{ href: plansPath, text: t('plans') }]}>
      <Troubles t={t} troubles={props.troubles} />
      <PageHeading
        title={title}
        caption={t('plan')}
        meta={
          plan.inForceFrom
            ? t('planOwn', { n: plan.version, day: dateInWords(plan.inForceFrom, language) })
            : t('planTemplate')
        }
      />
      {plan.version === 0 && (
        <Banner kind="info">
          <p>{t('planNotAdopted')}</p>
        </Banner>
      )}
      {props.due && (
        <Banner kind="warning" title={t('planDue')}>
          <p>{plan.reviewOn && dateInWords(plan.reviewOn, language)}</p>
        </Banner>
      )}
      {props.mayWrite && !props.other && (
        <form method="post" action={planPath(kind)}>
          <Actions>
            <Button href={editPlanPath(kind)} text={t('planEdit')} />
            <Button kind="second" text={t(plan.version === 0 ? 'planAdopt' : 'planConfirm')} />
          </Actions>
        </form>
      )}
      <h2>{t('planDeclares')}</h2>
      <SummaryList
        rows={levels.map((level) => ({
          key: t(`level_${level}`),
          value: t(`planDeclares_${content.declares[level]}`),
        }))}
      />
      <DataTable
        caption={t('planTasks')}
        columns={[
          { key: 'text', text: t('task') },
          { key: 'post', text: t('post') },
          { key: 'place', text: t('planPlace') },
          { key: 'from', text: t('planFrom') },
          { key: 'minutes', text: t('due') },
        ]}
        rows={content.tasks.map((task) => ({
          cells: {
            text: task.text[language],
            post: t(`post_${task.post}`),
            place: t(`planPlace_${task.place}`),
            from: roman[task.level],
            minutes: targetInWords(t, task.minutes),
          },
        }))}
        empty={{ title: '', text: '' }}
      />
      <h2>{t('planTexts')}</h2>
      <p class="meta">{t('planTextsHint')}</p>
      {textUses.map((use) => {
        const text = content.texts[use][language];
        return (
          <section>
            <h3>{t(`planText_${use}`)}</h3>
            <p>
              <strong>{text.headline}</strong>
            </p>
            {[text.description, text.instruction]
              .flatMap((words) => words.split(/\n+/))
              .filter(Boolean)
              .map((line) => (
                <p>{line}</p>
              ))}
          </section>
        );
      })}
      {versions.length > 0 && (
        <DataTable
          caption={t('planVersions')}
          columns={[
            { key: 'n', text: t('planVersions') },
            { key: 'from', text: t('planInForceFrom') },
            { key: 'by', text: t('planWritten') },
          ]}
          rows={versions.map((row) => ({
            href: planVersionPath(kind, row.version),
            cells: {
              n: t('planVersionN', { n: row.version }),
              from: dateInWords(row.inForceFrom, language),
              by: t('planWrittenBy', { name: who(view, row.accountId), when: moment(view, row.at) }),
            },
          }))}
          empty={{ title: '', text: '' }}
        />
      )}
    </DeskPage>
  );
}

/** Fields of task `n`: `task_n_level` and so on; see routes/plan-form.ts. */
export function EditPlanPage(props: {
  view: View;
  kind: Kind;
  rows: number;
  typed: Typed;
  troubles: readonly Trouble[];
}): Markup {
  const { view, kind, rows, typed, troubles } = props;
  const { t } = view;
  const title = t('planEditTitle', { kind: t(`kind_${kind}`) });
  return (
    <DeskPage
      view={view}
      title={title}
      width="narrow"
      trail={[
        { href: plansPath, text: t('plans') },
        { href: planPath(kind), text: t(`kind_${kind}`) },
      ]}
    >
      <Troubles t={t} troubles={troubles} />
      <PageHeading title={title} />
      <p>{t('planEditLead')}</p>
      <form method="post" action={editPlanPath(kind)} novalidate>
        <Hidden name="version" value={typedText(typed, 'version')} />
        <TextField
          name="inForceFrom"
          type="date"
          label={t('planInForceFrom')}
          hint={t('planInForceHint')}
          value={typedText(typed, 'inForceFrom')}
          required
          error={errorAt(t, troubles, 'inForceFrom')}
        />
        <h2>{t('planDeclares')}</h2>
        {levels.map((level) => (
          <Select
            name={`declares_${level}`}
            label={t(`level_${level}`)}
            value={typedText(typed, `declares_${level}`)}
            options={(['school', 'district'] as const).map((one) => ({ value: one, text: t(`planDeclares_${one}`) }))}
          />
        ))}
        <h2 id="f-tasks">{t('planTasks')}</h2>
        {Array.from({ length: rows }, (_, n) => (
          <TaskFields view={view} n={n} typed={typed} error={errorAt(t, troubles, `task_${n}_zh`)} />
        ))}
        <h2 id="f-texts">{t('planTexts')}</h2>
        <p class="meta">{t('planTextsHint')}</p>
        {textUses.flatMap((use) =>
          (['zh', 'en'] as const).map((key) => (
            <fieldset class="field">
              <legend>
                <h3>{`${t(`planText_${use}`)} · ${t(key === 'zh' ? 'planTaskZh' : 'planTaskEn')}`}</h3>
              </legend>
              {(['headline', 'description', 'instruction'] as const).map((part) => {
                const name = `${use}_${key}_${part}`;
                const field = {
                  ...{ name, label: t(part), lang: key === 'zh' ? 'zh-CN' : 'en', value: typedText(typed, name) },
                  ...{ maxlength: longestText[part], error: errorAt(t, troubles, name) },
                };
                return part === 'headline' ? <TextField {...field} /> : <TextArea {...field} rows={3} />;
              })}
            </fieldset>
          )),
        )}
        <Actions>
          <Button text={t('planSave')} />
          <Button kind="second" href={planPath(kind)} text={t('cancel')} />
        </Actions>
      </form>
    </DeskPage>
  );
}

function TaskFields(props: { view: View; n: number; typed: Typed; error: string | undefined }): Markup {
  const { view, n, typed, error } = props;
  const { t } = view;
  const name = (part: string) => `task_${n}_${part}`;
  const value = (part: string) => typedText(typed, name(part));
  return (
    <fieldset class="field">
      <legend>
        <h3>{t('planTaskN', { n: n + 1 })}</h3>
      </legend>
      <TextField
        name={name('zh')}
        label={t('planTaskZh')}
        lang="zh-CN"
        value={value('zh')}
        maxlength={longestTask}
        error={error}
      />
      <TextField name={name('en')} label={t('planTaskEn')} lang="en" value={value('en')} maxlength={longestTask} />
      <Select
        name={name('level')}
        label={t('planFrom')}
        hint={t('planFromHint')}
        value={value('level')}
        options={levelsLightFirst.map((level) => ({ value: String(level), text: t(`level_${level}`) }))}
      />
      <Select
        name={name('place')}
        label={t('planPlace')}
        value={value('place')}
        options={taskPlaces.map((place) => ({ value: place, text: t(`planPlace_${place}`) }))}
      />
      <Select
        name={name('post')}
        label={t('post')}
        value={value('post')}
        options={posts.map((post) => ({ value: post, text: t(`post_${post}`) }))}
      />
      <TextField name={name('minutes')} label={t('minutes')} inputmode="numeric" width={4} value={value('minutes')} />
    </fieldset>
  );
}
