import { type Typed, typedText } from '#platform/http/form.ts';
import { dateInWords } from '#platform/i18n.ts';
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Link, Markup } from '#ui/content.ts';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { TextArea, TextField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tabs } from '#ui/tabs/tabs.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import type { Organisation } from '../model.ts';
import { DirectoryPage, errorAt, type Frame, inWords, Troubles } from '../pages/frame.tsx';
import { paths } from '../paths.ts';
import { fieldName } from './input.ts';
import { type Decision, type Purpose, purposeFields, standingOf, textIn } from './model.ts';
import { consentPaths } from './paths.ts';
import type { PupilConsent } from './queries.ts';

export function PurposesPage({ frame, purposes }: { frame: Frame; purposes: readonly Purpose[] }): Markup {
  const { t, shell } = frame;
  return (
    <DirectoryPage frame={frame} title={t('consentsTitle')} trail={[]}>
      <PageHeading title={t('consentsTitle')} />
      <p>{t('consentsText')}</p>
      <DataTable
        caption={t('consentsTitle')}
        captionHidden
        columns={[
          { key: 'name', text: t('purpose_name') },
          { key: 'data', text: t('purpose_data') },
          { key: 'version', text: t('purposeVersion'), numeric: true },
          { key: 'languages', text: t('purposeLanguages') },
          { key: 'actions', text: t('actions'), hidden: true },
        ]}
        rows={purposes.map((purpose) => {
          const { name, data } = textIn(purpose, shell.lang);
          return {
            href: consentPaths.one(purpose.id),
            cells: {
              name,
              data,
              version: String(purpose.version),
              languages: t(purpose.texts.en ? 'purposeBothLanguages' : 'purposeChineseOnly'),
              actions: (
                <a href={consentPaths.end(purpose.id)}>
                  {t('purposeEnd')}
                  <span class="hidden"> {name}</span>
                </a>
              ),
            },
          };
        })}
        empty={{ title: t('consentsNone'), text: t('consentsNoneText') }}
      />
      <Actions>
        <Button href={consentPaths.add()} text={t('purposeAdd')} />
      </Actions>
    </DirectoryPage>
  );
}

export function PurposeForm(props: {
  frame: Frame;
  purpose: Purpose | undefined;
  typed: Typed;
  troubles: readonly Trouble[];
}): Markup {
  const { frame, purpose, typed, troubles } = props;
  const { t } = frame;
  const title = purpose ? t('purposeChangeTitle') : t('purposeAdd');
  const overall = troubles.filter((trouble) => trouble.field === null);
  return (
    <DirectoryPage
      frame={frame}
      title={title}
      trail={[{ href: consentPaths.list(), text: t('consentsTitle') }]}
      width="narrow"
    >
      <Troubles t={t} troubles={troubles.filter((trouble) => trouble.field !== null)} />
      {overall.map((trouble) => (
        <Banner kind="danger" title={inWords(t, trouble)} />
      ))}
      <form method="post" action={purpose ? consentPaths.one(purpose.id) : consentPaths.add()} novalidate>
        <h1>{title}</h1>
        {purpose && <p>{t('purposeAnew', { version: purpose.version + 1 })}</p>}
        {(['zh', 'en'] as const).map((language) => (
          <section>
            <h2>{t(`purposeIn_${language}`)}</h2>
            {purposeFields.map((field) => {
              const name = fieldName(field, language);
              const common = {
                name,
                label: t(`purpose_${field}`),
                hint: t(`purposeHint_${field}`),
                value: typedText(typed, name),
                error: errorAt(t, troubles, name),
                lang: language === 'zh' ? 'zh-CN' : 'en',
              };
              return field === 'name' ? (
                <TextField {...common} maxlength={100} />
              ) : (
                <TextArea {...common} maxlength={1000} rows={3} />
              );
            })}
          </section>
        ))}
        <Actions>
          <Button text={t('save')} />
          <Button kind="second" href={consentPaths.list()} text={t('cancel')} />
        </Actions>
      </form>
    </DirectoryPage>
  );
}

const kinds = { given: 'ok', refused: 'late', open: 'wait' } as const;

/** Of one class and one purpose: what counts for each child, and what each guardian said where they differ. */
export function ClassConsentsPage(props: {
  frame: Frame;
  schoolClass: Organisation;
  purposes: readonly Purpose[];
  purpose: Purpose | undefined;
  rows: readonly PupilConsent[];
  trail: Link[];
}): Markup {
  const { frame, schoolClass, purposes, purpose, rows, trail } = props;
  const { t, shell } = frame;
  const title = t('consentsOf', { name: schoolClass.name });
  const said = ({ guardian, given, on }: Decision) =>
    `${guardian}${t('colon')}${given === null ? t('consent_open') : t(given ? 'consent_given' : 'consent_refused')}${
      on ? ` ${dateInWords(on, shell.lang)}` : ''
    }`;
  return (
    <DirectoryPage frame={frame} title={title} trail={trail}>
      <PageHeading title={title} />
      {!purpose ? (
        <EmptyState title={t('consentsNone')} text={t('consentsNoneTeacher')} />
      ) : (
        <>
          {purposes.length > 1 && (
            <Tabs
              label={t('consentsTitle')}
              items={purposes.map((one) => ({
                href: consentPaths.ofClass(schoolClass.id, one.id),
                text: textIn(one, shell.lang).name,
                current: one.id === purpose.id,
              }))}
            />
          )}
          <p>
            <strong>{textIn(purpose, shell.lang).name}</strong>
            {t('colon')}
            {textIn(purpose, shell.lang).data}
          </p>
          <p>{t('consentsRule')}</p>
          <DataTable
            caption={title}
            captionHidden
            columns={[
              { key: 'pupil', text: t('pupil') },
              { key: 'standing', text: t('consentCounts') },
              { key: 'guardians', text: t('guardiansOf') },
            ]}
            rows={rows.map(({ pupilId, pupil, decisions }) => {
              const standing = standingOf(decisions);
              return {
                href: paths.person(pupilId),
                cells: {
                  pupil,
                  standing: <Tag kind={kinds[standing]} text={t(`consent_${standing}`)} />,
                  guardians: (
                    <div>
                      {decisions.map((decision) => (
                        <div>{said(decision)}</div>
                      ))}
                    </div>
                  ),
                },
              };
            })}
            empty={{ title: t('consentsNobody'), text: t('consentsNobodyText') }}
          />
        </>
      )}
    </DirectoryPage>
  );
}
