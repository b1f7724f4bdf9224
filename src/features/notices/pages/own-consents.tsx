/** For what a guardian agrees that data of an own child under fourteen is used. Before the child is named: a field. */
import { type PastDecision, type Purpose, purposeText } from '#features/directory/feature.ts';
import type { Trouble } from '#platform/trouble.ts';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { Radios } from '#ui/field/choices.tsx';
import { Hidden, TextField } from '#ui/field/field.tsx';
import { fieldId } from '#ui/field/frame.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import { SummaryList } from '#ui/summary-list/summary-list.tsx';
import { ownConsentsPath } from '../paths.ts';
import { day, say, Troubles, troubleText, type View } from './frame.tsx';

export interface OwnConsents {
  /** As the guardian typed it. */
  childName: string;
  purposes: readonly { purpose: Purpose; given: boolean | null; on: string | null }[];
  history: readonly PastDecision[];
}

interface OwnConsentsProps {
  view: View;
  token: string;
  /** The district asks for something. */
  asks: boolean;
  typed: string;
  opened?: OwnConsents | undefined;
  saved: boolean;
  troubles: readonly Trouble[];
}

export function OwnConsentsPage(props: OwnConsentsProps): Markup {
  const { view, token, asks, typed, opened, saved, troubles } = props;
  const t = say(view);
  const trouble = troubles.find((one) => one.field === 'child');
  return (
    <Page {...view.shell} title={t('ownConsentsTitle')} noindex>
      {saved && <Banner kind="success" title={t('ownConsentsSaved')} />}
      <Troubles view={view} troubles={troubles} />
      <PageHeading title={t('ownConsentsTitle')} />
      <p>{t('ownConsentsText')}</p>
      {!asks ? (
        <EmptyState title={t('ownConsentsNone')} text={t('ownConsentsNoneText')} />
      ) : opened ? (
        <Purposes view={view} token={token} opened={opened} />
      ) : (
        <form method="post" action={ownConsentsPath(token)}>
          <TextField
            name="child"
            label={t('ownConsentsChild')}
            hint={t('ownConsentsChildHint')}
            value={typed}
            error={trouble && troubleText(t, trouble)}
            autocomplete="off"
            maxlength={60}
            noSpellcheck
          />
          <Button name="act" value="open" text={t('ownConsentsOpen')} />
        </form>
      )}
    </Page>
  );
}

function Purposes({ view, token, opened }: { view: View; token: string; opened: OwnConsents }): Markup {
  const t = say(view);
  const { purposes, history, childName } = opened;
  const language = view.shell.lang;
  return (
    <>
      <form method="post" action={ownConsentsPath(token)}>
        <Hidden name="child" value={childName} />
        {purposes.map(({ purpose, given, on }) => {
          const text = purposeText(purpose, language);
          const lang = language === 'en' && purpose.texts.en ? 'en' : 'zh-CN';
          const name = `purpose_${purpose.id}`;
          return (
            <section>
              <h2 lang={lang}>{text.name}</h2>
              <SummaryList
                rows={(['data', 'necessity', 'effect'] as const).map((field) => ({
                  key: t(`ownConsents_${field}`),
                  value: <span lang={lang}>{text[field]}</span>,
                }))}
              />
              <Hidden name={`version_${purpose.id}`} value={purpose.version} />
              <Radios
                id={fieldId(name)}
                name={name}
                legend={t('ownConsentsLegend', { name: text.name })}
                hint={on ? t('ownConsentsSaid', { day: day(view, on) }) : t('ownConsentsOpenYet')}
                value={given === null ? '' : given ? 'yes' : 'no'}
                inline
                items={[
                  { value: 'yes', text: t('ownConsentsYes') },
                  { value: 'no', text: t('ownConsentsNo') },
                ]}
              />
            </section>
          );
        })}
        <Button name="act" value="save" text={t('ownConsentsSave')} />
      </form>
      {history.length > 0 && (
        <>
          <h2>{t('ownConsentsHistory')}</h2>
          <div class="prose">
            <ul>
              {history.map((entry) => (
                <li>
                  {day(view, entry.on)} {entry.name}: {t(entry.given ? 'ownConsentsYes' : 'ownConsentsNo')}
                </li>
              ))}
            </ul>
          </div>
        </>
      )}
    </>
  );
}
