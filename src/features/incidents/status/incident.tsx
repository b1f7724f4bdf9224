/** One incident as it stands on the public page. */
import type { Language } from '#platform/i18n.ts';
import type { Markup } from '#ui/content.ts';
import type { Words } from '../messages.ts';
import { roman } from '../model/kinds.ts';
import { labelled } from '../model/label.ts';
import { spotInWords } from '../spot-words.ts';
import { Questions, RollCall } from './asking.tsx';
import { alertFile, incidentFile, type PageIncident, type PageUpdate, type Room, textFor } from './model.ts';
import { base, moment, Paragraphs, type View } from './parts.tsx';

/** Where a whole district is named school by school, the table of schools says the rest. */
const mostPlaces = 60;

/** Kind, level and colour in words; an exercise says so. */
export function titleOf(t: Words, language: Language, incident: PageIncident): string {
  const colour = incident.colour ? t(`colour_${incident.colour}`) : '';
  const parts = [t(`kind_${incident.kind}`), t('levelN', { level: roman[incident.level] }), colour];
  return labelled(incident.exercise, parts.filter(Boolean).join(' · '), language);
}

/** Names of places, the rest of many as a number. */
export function placesOf({ t, language }: View, incident: PageIncident, most = Number.POSITIVE_INFINITY): string {
  const all = [...incident.places.slice(0, most), incident.place].filter(Boolean);
  const more = incident.places.length - most;
  const said = all.join(language === 'en' ? ', ' : '、');
  return more > 0 ? t('statusPlacesMore', { places: said, n: more }) : said;
}

/** Never through a character; the page of the incident has the whole. */
export function cut(text: string, most = Number.POSITIVE_INFINITY): string {
  const signs = [...text];
  return signs.length > most ? `${signs.slice(0, most).join('')}……` : text;
}

/** How much stands on the first of several pages of one incident (`incident-pages.tsx`). */
export interface Part {
  updates: number;
  schools: number;
  answers: number;
}

/** `room`: on the index. `part`: on its own page, where all there is would make it too large. */
export function Incident(props: { view: View; incident: PageIncident; room?: Room; part?: Part }): Markup {
  const { view, incident, room, part } = props;
  const { t, language } = view;
  const [latest] = incident.updates;
  const found = latest && textFor(latest.texts, language);
  const label = titleOf(t, language, incident);
  const short = room !== undefined;
  const most = room ?? part;
  const rest = incident.updates.slice(1, most && 1 + most.updates);
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
      <p class="soft">{placesOf(view, incident, room?.places ?? mostPlaces)}</p>
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
      {incident.schools.length > 0 && <Schools view={view} incident={incident} most={most?.schools} />}
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
      <Questions view={view} incident={incident} most={most?.answers} short={short} />
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

export function Update({ view, update, short }: { view: View; update: PageUpdate; short: boolean }): Markup {
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
      {shown.length > 0 && <SchoolTable view={view} incident={incident} schools={shown} />}
      <p class="soft">{more > 0 ? t('statusSchoolsMore', { n: more }) : t('statusOthers')}</p>
    </>
  );
}

export function SchoolTable(props: {
  view: View;
  incident: PageIncident;
  schools: readonly PageIncident['schools'][number][];
}): Markup {
  const { view, incident, schools } = props;
  const { t } = view;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t('statusSchool')}</th>
          <th scope="col">{t('statusState')}</th>
        </tr>
      </thead>
      <tbody>
        {schools.map((school) => (
          <tr>
            <th scope="row" lang="zh-CN">
              {school.name}
            </th>
            <td>{labelled(incident.exercise, t(`schoolState_${school.state}`), view.language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
