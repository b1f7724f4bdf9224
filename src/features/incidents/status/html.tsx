/** The public page as files of their own: whole without script and style sheet, links that need no application. */
import { createHash } from 'node:crypto';
import { followPaths } from '#features/channels/feature.ts';
import { contentLanguages, type Language } from '#platform/i18n.ts';
import type { Markup } from '#ui/content.ts';
import { type Words, words } from '../messages.ts';
import { roman } from '../model/kinds.ts';
import { labelled } from '../model/label.ts';
import { spotInWords } from '../spot-words.ts';
import { Questions, RollCall, RollCalls } from './asking.tsx';
import {
  alertFeedFile,
  alertFile,
  feedFile,
  historyFile,
  incidentFile,
  indexFile,
  jsonFile,
  mostIndexBytes,
  type PageIncident,
  type PageNotice,
  type PageUpdate,
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

/** Kind, level and colour in words; an exercise says so. */
export function titleOf(t: Words, language: Language, incident: PageIncident): string {
  const colour = incident.colour ? t(`colour_${incident.colour}`) : '';
  const parts = [t(`kind_${incident.kind}`), t('levelN', { level: roman[incident.level] }), colour];
  return labelled(incident.exercise, parts.filter(Boolean).join(' · '), language);
}

/** With as much of each incident as has room. */
export function indexHtml(page: StatusPage, language: Language): string {
  const [most, ...less] = rooms.map((room) => () => indexIn(page, language, room));
  let written = most?.() ?? '';
  for (const next of less) {
    if (Buffer.byteLength(written) <= mostIndexBytes) break;
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

/** Names of places, the rest of many as a number. */
function placesOf({ t, language }: View, incident: PageIncident, most = Number.POSITIVE_INFINITY): string {
  const all = [...incident.places.slice(0, most), incident.place].filter(Boolean);
  const more = incident.places.length - most;
  const said = all.join(language === 'en' ? ', ' : '、');
  return more > 0 ? t('statusPlacesMore', { places: said, n: more }) : said;
}

/** Never through a character; the page of the incident has the whole. */
function cut(text: string, most = Number.POSITIVE_INFINITY): string {
  const signs = [...text];
  return signs.length > most ? `${signs.slice(0, most).join('')}……` : text;
}

export function incidentHtml(page: StatusPage, incident: PageIncident, language: Language): string {
  const view = viewOf(page, language);
  const title = titleOf(view.t, language, incident);
  return html(
    <Frame view={view} title={title} file={(l) => incidentFile(incident.id, l)}>
      <p>
        <a href={base + indexFile(language)}>{view.t('statusNow')}</a>
      </p>
      <h1>{title}</h1>
      <Incident view={view} incident={incident} />
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
      <Past view={view} incidents={page.past} />
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

/** `room`: on the index; without it all there is. */
function Incident({ view, incident, room }: { view: View; incident: PageIncident; room?: Room }): Markup {
  const { t, language } = view;
  const [latest] = incident.updates;
  const found = latest && textFor(latest.texts, language);
  const label = titleOf(t, language, incident);
  const short = room !== undefined;
  const rest = incident.updates.slice(1, room && 1 + room.updates);
  const heading = found?.text.headline ?? label;
  const { warning } = incident;
  const runs = incident.state === 'running';
  const expired = runs && warning !== null && warning.expiresAt <= view.page.writtenAt;
  return (
    <section class={['incident', incident.colour, incident.exercise && 'exercise'].filter(Boolean).join(' ')}>
      {short && <p class="label">{label}</p>}
      {incident.state !== 'running' && (
        <p class="label">{t(incident.state === 'over' ? 'statusOver' : 'statusMistaken')}</p>
      )}
      <h2 lang={found?.language}>{heading}</h2>
      <p class="soft">{placesOf(view, incident, room?.places)}</p>
      {incident.spot && (
        <p class="soft">{t('statusSpot', { spot: spotInWords(t, incident.spot, incident.spot.near) })}</p>
      )}
      {latest && found && (
        <p class="soft">{t('statusIssued', { site: view.page.site, when: moment(view, latest.at) })}</p>
      )}
      {found ? (
        <div lang={found.language}>
          <Paragraphs text={cut(found.text.description, room?.text)} />
        </div>
      ) : (
        <p>{labelled(incident.exercise, t('statusNoText'), language)}</p>
      )}
      {expired && <p class="label">{t('statusExpired')}</p>}
      {found?.text.instruction && !expired && (
        <div class="do">
          <h3>{t('statusWhat')}</h3>
          <div lang={found.language}>
            <Paragraphs text={cut(found.text.instruction, room?.text)} />
          </div>
        </div>
      )}
      {incident.state === 'running' && incident.nextUpdateAt && (
        <p class="label">{t('statusNext', { when: moment(view, incident.nextUpdateAt) })}</p>
      )}
      {runs && warning && !expired && (
        <p>
          {t('statusValid', { when: moment(view, warning.expiresAt) })}{' '}
          <a href={base + alertFile(warning.id)}>{t('statusCap')}</a>
        </p>
      )}
      <p class="soft">
        {incident.closedAt
          ? t('statusUntil', { from: moment(view, incident.declaredAt), to: moment(view, incident.closedAt) })
          : t('statusSince', { when: moment(view, incident.declaredAt) })}
      </p>
      <RollCall view={view} incident={incident} />
      {incident.schools.length > 0 && <Schools view={view} incident={incident} most={room?.schools} />}
      {rest.length > 0 && (
        <>
          <h3>{t('statusUpdates')}</h3>
          <ol class="updates">
            {rest.map((update) => (
              <Update view={view} update={update} short={short} />
            ))}
          </ol>
        </>
      )}
      <Questions view={view} incident={incident} room={room} />
      {short && (
        <p>
          <a href={base + incidentFile(incident.id, language)}>
            {t('statusAllUpdates')} · {label}
          </a>
        </p>
      )}
    </section>
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

function Update({ view, update, short }: { view: View; update: PageUpdate; short: boolean }): Markup {
  const found = textFor(update.texts, view.language);
  if (!found) return <></>;
  return (
    <li id={`update-${update.id}`}>
      <time datetime={update.at} class="soft">
        {moment(view, update.at)}
      </time>
      <div lang={found.language}>
        <strong>{found.text.headline}</strong>
        {!short && <Paragraphs text={found.text.description} />}
        {!short && found.text.instruction && <Paragraphs text={found.text.instruction} />}
      </div>
    </li>
  );
}

function Schools({ view, incident, most }: { view: View; incident: PageIncident; most: number | undefined }): Markup {
  const { t } = view;
  const shown = incident.schools.slice(0, most);
  const more = incident.schools.length - shown.length;
  return (
    <>
      <h3>{t('statusSchools')}</h3>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('statusSchool')}</th>
            <th scope="col">{t('statusState')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((school) => (
            <tr>
              <th scope="row" lang="zh-CN">
                {school.name}
              </th>
              <td>{labelled(incident.exercise, t(`schoolState_${school.state}`), view.language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="soft">{more > 0 ? t('statusSchoolsMore', { n: more }) : t('statusOthers')}</p>
    </>
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
