/** The public page as files of their own: whole without script and style sheet, links that need no application. */
import { createHash } from 'node:crypto';
import { followPaths } from '#features/channels/feature.ts';
import { contentLanguages, type Language } from '#platform/i18n.ts';
import type { Markup } from '#ui/content.ts';
import { words } from '../messages.ts';
import { RollCalls } from './asking.tsx';
import { cut, Incident, placesOf, titleOf } from './incident.tsx';
import {
  alertFeedFile,
  feedFile,
  historyFile,
  incidentFile,
  indexFile,
  jsonFile,
  mostPageBytes,
  type PageIncident,
  type PageNotice,
  type Room,
  rooms,
  type StatusPage,
  scriptFile,
  shownOthers,
  shownPast,
  styleFile,
  textFor,
  usesFile,
} from './model.ts';
import { base, moment, Paragraphs, type View } from './parts.tsx';

export const viewOf = (page: StatusPage, language: Language): View => ({ page, language, t: words(language) });

/** `main` bears the version of what stands in it: by it a page that is held open knows whether it is the latest. */
export function html(markup: Markup): string {
  return `<!doctype html>\n${markup.toString()}\n`.replace(
    /<main ([\s\S]*?)>([\s\S]*)<\/main>/,
    (_, attributes, inner) => {
      const version = createHash('sha256').update(inner).digest('base64url').slice(0, 16);
      return `<main ${attributes} data-version="${version}">${inner}</main>`;
    },
  );
}

/** With as much of each incident as has room. */
export function indexHtml(page: StatusPage, language: Language): string {
  const [most, ...less] = rooms.map((room) => () => indexIn(page, language, room));
  let written = most?.() ?? '';
  for (const next of less) {
    if (Buffer.byteLength(written) <= mostPageBytes) break;
    written = next();
  }
  return written;
}

function indexIn(page: StatusPage, language: Language, room: Room): string {
  const view = viewOf(page, language);
  const { t } = view;
  const real = page.running.filter((one) => !one.exercise);
  const calm = real.length === 0 && !page.automatic?.length;
  const title = calm ? t('statusCalm') : t('statusRunning');
  const others = page.running.slice(room.incidents);
  return html(
    <Frame view={view} title={t('statusTitle')} file={indexFile}>
      <h1>{title}</h1>
      {calm && <p class="calm">{t(page.running.length > 0 ? 'statusExerciseOnly' : 'statusCalmText')}</p>}
      {(page.automatic ?? []).map((notice) => (
        <Automatic view={view} notice={notice} room={room} />
      ))}
      {page.running.slice(0, room.incidents).map((incident) => (
        <Incident view={view} incident={incident} room={room} />
      ))}
      {others.length > 0 && (
        <>
          <h2>{t('statusOthersRunning')}</h2>
          <ul class="plain">
            {others.slice(0, shownOthers).map((incident) => (
              <li>
                <a href={base + incidentFile(incident.id, language)}>{titleOf(t, language, incident)}</a>{' '}
                <span class="soft">{placesOf(view, incident, 1)}</span>
              </li>
            ))}
          </ul>
          {others.length > shownOthers && <p>{t('statusRunningMore', { n: others.length - shownOthers })}</p>}
        </>
      )}
      <h2>{t('statusPast')}</h2>
      <Past view={view} incidents={page.past.slice(0, shownPast)} places={room.places} />
      {page.past.length > 0 && (
        <p>
          <a href={base + historyFile(language)}>{t('statusAllPast')}</a>
        </p>
      )}
      <RollCalls view={view} />
    </Frame>,
  );
}

export function historyHtml(page: StatusPage, language: Language): string {
  const view = viewOf(page, language);
  const { t } = view;
  return html(
    <Frame view={view} title={t('statusHistory')} file={historyFile}>
      <p>
        <a href={base + indexFile(language)}>{t('statusNow')}</a>
      </p>
      <h1>{t('statusHistory')}</h1>
      <Past view={view} incidents={page.past} places={3} />
      <RollCalls view={view} />
    </Frame>,
  );
}

export function Frame(props: {
  view: View;
  title: string;
  file: (language: Language) => string;
  children: unknown;
}): Markup {
  const { view, title } = props;
  const { page, language, t } = view;
  const other: Language = language === 'en' ? 'zh-CN' : 'en';
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} – ${page.site}`}</title>
        <link rel="stylesheet" href={base + styleFile} />
        <script defer src={base + scriptFile}></script>
        <link rel="alternate" type="application/atom+xml" title={t('statusFeed')} href={base + feedFile} />
        <link rel="alternate" hreflang={other} href={base + props.file(other)} />
      </head>
      <body>
        <header>
          <strong>{page.site}</strong>
          <a href={base + props.file(other)} lang={other} hreflang={other}>
            {contentLanguages[other]}
          </a>
        </header>
        <main data-page={props.file(language)}>{props.children}</main>
        <footer>
          <p id="live" role="status" data-text={t('statusLive')}></p>
          <p>{t('statusUrgent')}</p>
          <nav aria-label={t('statusFollow')}>
            <a href={followPaths.follow}>{t('statusFollowBy')}</a> · <a href={base + feedFile}>{t('statusFeed')}</a> ·{' '}
            <a href={base + alertFeedFile}>{t('alertFeed')}</a> · <a href={base + jsonFile}>{t('statusJson')}</a>
          </nav>
          <p>
            <a href={base + usesFile(language)}>{t('uses')}</a>
          </p>
          <p>{t('statusWritten', { when: moment(view, page.writtenAt) })}</p>
        </footer>
      </body>
    </html>
  );
}

/** It says that nobody has looked at it yet, and on whose word it stands. */
function Automatic({ view, notice, room }: { view: View; notice: PageNotice; room: Room }): Markup {
  const { t, language } = view;
  const found = textFor(notice.texts, language);
  if (!found) return <></>;
  const { issuer, event } = notice;
  return (
    <section class="incident" id={`automatic-${notice.id}`}>
      <p class="label">{t('statusAutomatic')}</p>
      <h2 lang={found.language}>{found.text.headline}</h2>
      <div lang={found.language}>
        <Paragraphs text={cut(found.text.description, room.text)} />
      </div>
      {found.text.instruction && (
        <div class="do">
          <h3>{t('statusWhat')}</h3>
          <div lang={found.language}>
            <Paragraphs text={cut(found.text.instruction, room.text)} />
          </div>
        </div>
      )}
      <p class="soft">
        {t('statusAutomaticBy', { issuer, event, when: moment(view, notice.issuedAt) })}{' '}
        {notice.web && (
          <a href={notice.web} rel="noreferrer">
            {t('statusAutomaticMore')}
          </a>
        )}
      </p>
      <p class="label">{t('statusValid', { when: moment(view, notice.endsAt) })}</p>
    </section>
  );
}

function Past(props: { view: View; incidents: readonly PageIncident[]; places?: number }): Markup {
  const { view, incidents } = props;
  const { t, language } = view;
  if (incidents.length === 0) return <p>{t('statusNoPast')}</p>;
  return (
    <ul class="plain">
      {incidents.map((incident) => (
        <li>
          <a href={base + incidentFile(incident.id, language)}>{titleOf(t, language, incident)}</a>
          <div class="soft">
            {[
              t(incident.state === 'mistaken' ? 'statusMistaken' : 'statusOver'),
              placesOf(view, { ...incident, place: '' }, props.places),
              t('statusUntil', {
                from: moment(view, incident.declaredAt),
                to: moment(view, incident.closedAt ?? incident.declaredAt),
              }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </div>
        </li>
      ))}
    </ul>
  );
}
