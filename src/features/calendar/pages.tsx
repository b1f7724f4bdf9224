/** Pages of the legal calendar: a year, counting, loading. */
import type { Shell } from '#platform/http/context.ts';
import { dateInWords, type Language, momentInWords, sayTrouble } from '#platform/i18n.ts';
import { type Trouble, worded, wordedAt } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import { ConfirmPanel } from '#ui/confirm/confirm.tsx';
import type { Content, Markup } from '#ui/content.ts';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { FileField, TextField } from '#ui/field/field.tsx';
import { Meta, PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tabs } from '#ui/tabs/tabs.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import { type Words, words } from './messages.ts';
import { holidaysOf, type LegalYear, type SpecialDay, type WorkedOut, type YearChange } from './model.ts';
import { calendarPath, checkFilePath, loadPath, removeYearPath, yearPath } from './paths.ts';

export interface CalendarView {
  shell: Shell;
  language: Language;
  zone: string;
  operationsHref: string | null;
}

const trouble = (t: Words, one: Trouble): string => sayTrouble(words, t, one);

const errorAt = (t: Words, troubles: readonly Trouble[], field: string): string | undefined =>
  wordedAt(troubles, field, (one) => trouble(t, one));

const summary = (t: Words, troubles: readonly Trouble[]): Content => (
  <ErrorSummary title={t('errorSummary')} errors={worded(troubles, (one) => trouble(t, one))} />
);

function Frame(props: { view: CalendarView; title: string; children: Content }): Markup {
  const { view, title } = props;
  const t = words(view.language);
  const before = view.operationsHref ? [{ href: view.operationsHref, text: t('operations') }] : [];
  const own = title === t('title') ? [{ text: title }] : [{ href: calendarPath, text: t('title') }, { text: title }];
  return (
    <Page {...view.shell} title={title} noindex breadcrumbs={{ label: t('breadcrumbs'), items: [...before, ...own] }}>
      {props.children}
    </Page>
  );
}

export interface CalendarPageProps {
  view: CalendarView;
  years: readonly number[];
  year: number;
  /** Absent where the year is not known. */
  shown: (LegalYear & { working: number; loaded: { source: string; at: Date } | null }) | null;
  mayLoad: boolean;
  typed: { from: string; days: string };
  result: (WorkedOut & { from: string; days: number }) | null;
  troubles: readonly Trouble[];
}

export function CalendarPage(props: CalendarPageProps): Markup {
  const { view, years, year, mayLoad, troubles } = props;
  const t = words(view.language);
  const shownYears = [...new Set([...years, year])].sort();
  return (
    <Frame view={view} title={t('title')}>
      {summary(t, troubles)}
      <PageHeading title={t('title')} />
      <p>{t('lead')}</p>
      <Tabs
        label={t('years')}
        items={shownYears.map((one) => ({ href: yearPath(one), text: String(one), current: one === year }))}
      />
      <Year {...props} />
      <Count {...props} />
      {mayLoad && (
        <section>
          <h2>{t('load')}</h2>
          <p>{t('loadText')}</p>
          <form method="post" action={checkFilePath} enctype="multipart/form-data" novalidate>
            <FileField
              name="file"
              label={t('file')}
              accept=".json,.ics,application/json,text/calendar"
              error={errorAt(t, troubles, 'file')}
            />
            <Actions>
              <Button kind="second" text={t('check')} />
            </Actions>
          </form>
        </section>
      )}
    </Frame>
  );
}

function Year({ view, year, shown, mayLoad }: CalendarPageProps): Markup {
  const { language, zone } = view;
  const t = words(language);
  if (!shown) {
    return <EmptyState title={t('unknownYear', { year: String(year) })} text={t('unknownYearText')} />;
  }
  const day = (one: string) => dateInWords(one, language);
  const source = shown.loaded
    ? t('loaded', { source: shown.loaded.source, when: momentInWords(shown.loaded.at, language, zone) })
    : t('shipped');
  return (
    <section>
      <h2>{t('yearTitle', { year: String(year) })}</h2>
      <DataTable
        caption={t('yearTitle', { year: String(year) })}
        captionHidden
        columns={[
          { key: 'holiday', text: t('holiday') },
          { key: 'off', text: t('off') },
          { key: 'worked', text: t('worked') },
        ]}
        rows={holidaysOf(shown.days).map((holiday) => ({
          cells: {
            holiday: <span lang="zh-CN">{holiday.name}</span>,
            off: lines(
              holiday.off.map(({ from, to, days }) =>
                days === 1 ? day(from) : t('stretch', { from: day(from), to: day(to), n: days }),
              ),
              t('none'),
            ),
            worked: lines(holiday.worked.map(day), t('none')),
          },
        }))}
        empty={{ title: t('none'), text: '' }}
      />
      <Meta>{t('yearFacts', { n: shown.working, source })}</Meta>
      {mayLoad && shown.loaded && (
        <p>
          <a href={removeYearPath(year)}>{t('remove', { year: String(year) })}</a>
        </p>
      )}
    </section>
  );
}

function lines(texts: readonly string[], none: string): Content {
  if (texts.length === 0) return none;
  return texts.map((text) => <div>{text}</div>);
}

function Count({ view, year, typed, result, troubles }: CalendarPageProps): Markup {
  const { language } = view;
  const t = words(language);
  const weekday = (day: string) =>
    new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { weekday: 'long', timeZone: 'UTC' }).format(
      Date.parse(`${day}T00:00:00Z`),
    );
  return (
    <section>
      <h2>{t('count')}</h2>
      {result && (
        <Banner kind={result.provisional ? 'warning' : 'info'}>
          <p>
            {t('result', {
              from: dateInWords(result.from, language),
              n: result.days,
              day: dateInWords(result.day, language),
              weekday: weekday(result.day),
            })}{' '}
            {result.provisional && <Tag kind="wait" text={t('provisional')} />}
          </p>
          {result.provisional && <p>{t('provisionalText')}</p>}
        </Banner>
      )}
      <form method="get" action={calendarPath} novalidate>
        <input type="hidden" name="year" value={String(year)} />
        <TextField
          name="from"
          type="date"
          label={t('from')}
          hint={t('fromHint')}
          value={typed.from}
          error={errorAt(t, troubles, 'from')}
        />
        <TextField
          name="days"
          inputmode="numeric"
          label={t('days')}
          value={typed.days}
          error={errorAt(t, troubles, 'days')}
        />
        <Actions>
          <Button kind="second" text={t('compute')} />
        </Actions>
      </form>
    </section>
  );
}

export function ConfirmLoadPage(props: {
  view: CalendarView;
  source: string;
  content: string;
  changes: readonly YearChange[];
}): Markup {
  const { view, source, content, changes } = props;
  const t = words(view.language);
  return (
    <Frame view={view} title={t('confirmTitle')}>
      <ConfirmPanel
        title={t('confirmTitle')}
        text={
          <>
            <p>{source}</p>
            {changes.map((change) => (
              <ChangeOfYear t={t} language={view.language} change={change} />
            ))}
            <p>{t('confirmText')}</p>
          </>
        }
        action={loadPath}
        hidden={{ source, content }}
        confirmText={t('confirm')}
        cancelHref={calendarPath}
        cancelText={t('cancel')}
      />
    </Frame>
  );
}

function ChangeOfYear({ t, language, change }: { t: Words; language: Language; change: YearChange }): Markup {
  const year = String(change.year);
  const { added, gone, turned } = change;
  if (!change.known) return <p>{t('changeNew', { year, n: change.days })}</p>;
  if (added.length + gone.length + turned.length === 0) return <p>{t('changeSame', { year })}</p>;
  const day = (one: SpecialDay) =>
    t(one.off ? 'dayOff' : 'dayWorked', { day: dateInWords(one.day, language), name: one.name });
  const parts = [
    ['changeAdded', added],
    ['changeGone', gone],
    ['changeTurned', turned],
  ] as const;
  return (
    <>
      <p>{t('changeOther', { year, added: added.length, gone: gone.length, turned: turned.length })}</p>
      <ul>
        {parts.flatMap(([key, days]) =>
          days.map((one) => (
            <li>
              {t(key)} {day(one)}
            </li>
          )),
        )}
      </ul>
    </>
  );
}

export function RemoveYearPage({
  view,
  year,
  shipped,
}: {
  view: CalendarView;
  year: number;
  shipped: boolean;
}): Markup {
  const t = words(view.language);
  const title = t('removeTitle', { year: String(year) });
  return (
    <Frame view={view} title={title}>
      <ConfirmPanel
        title={title}
        text={<p>{t(shipped ? 'removeToShipped' : 'removeToNothing')}</p>}
        action={removeYearPath(year)}
        confirmText={t('removeConfirm')}
        danger
        cancelHref={yearPath(year)}
        cancelText={t('cancel')}
      />
    </Frame>
  );
}
