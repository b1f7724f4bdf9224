/** The pages of one incident: one as long as it is small enough for a slow line, else as many as it takes. */
import type { Language } from '#platform/i18n.ts';
import type { Markup } from '#ui/content.ts';
import { Answer } from './asking.tsx';
import { Frame, html, viewOf } from './html.tsx';
import { Incident, type Part, SchoolTable, titleOf, Update } from './incident.tsx';
import { incidentFile, indexFile, mostPageBytes, type PageIncident, type StatusPage, shownAnswers } from './model.ts';
import { base, type View } from './parts.tsx';

const sizeOf = (markup: Markup | string): number => Buffer.byteLength(markup.toString());
/** Headings, links and numbers of pages that are not in the frame that is measured. */
const slack = 1500;
const nothing: Part = { updates: 0, schools: 0, answers: 0 };
/** What a family looks for first, first; of updates the latest. */
const lists = ['schools', 'updates', 'answers'] as const;

/** In the order of the pages; none is over 30 KB. */
export function incidentPages(page: StatusPage, incident: PageIncident, language: Language): string[] {
  const view = viewOf(page, language);
  const whole = html(<First view={view} incident={incident} />);
  if (sizeOf(whole) <= mostPageBytes) return [whole];
  const sizes = sizesOf(view, incident);
  const first = take(
    sizes,
    nothing,
    mostPageBytes - slack - sizeOf(html(<First view={view} incident={incident} part={nothing} />)),
  );
  const frame = sizeOf(html(<Later view={view} incident={incident} n={99} all={99} from={nothing} to={nothing} />));
  const ends = [first];
  for (let at = first; lists.some((list) => at[list] < sizes[list].length); ) {
    const to = take(sizes, at, mostPageBytes - slack - frame);
    ends.push(to);
    at = to;
  }
  const all = ends.length;
  return ends.map((to, i) =>
    i === 0
      ? html(<First view={view} incident={incident} part={to} all={all} />)
      : html(<Later view={view} incident={incident} n={i + 1} all={all} from={ends[i - 1] ?? first} to={to} />),
  );
}

type Sizes = Record<(typeof lists)[number], readonly number[]>;

function sizesOf(view: View, incident: PageIncident): Sizes {
  const matters = incident.questions?.matters.slice(0, shownAnswers) ?? [];
  return {
    updates: incident.updates.slice(1).map((update) => sizeOf(<Update view={view} update={update} short={false} />)),
    schools: incident.schools.map(({ name }) => 120 + sizeOf(name)),
    answers: matters.map((matter) => sizeOf(<Answer view={view} matter={matter} />)),
  };
}

/** How far a page of so many bytes gets; one thing at least, so that there is an end. */
function take(sizes: Sizes, from: Part, bytes: number): Part {
  const to = { ...from };
  let room = bytes;
  let none = from !== nothing;
  for (const list of lists) {
    for (let size = sizes[list][to[list]]; size !== undefined && (none || size <= room); size = sizes[list][to[list]]) {
      to[list] += 1;
      room -= size;
      none = false;
    }
    // In their order: what comes later does not overtake, so that a reader finds all of a list together.
    if (to[list] < sizes[list].length) break;
  }
  return to;
}

const titleWithPage = (view: View, incident: PageIncident, n: number, all: number): string =>
  `${titleOf(view.t, view.language, incident)} · ${view.t('statusPageOf', { n, all })}`;

function First(props: { view: View; incident: PageIncident; part?: Part; all?: number }): Markup {
  const { view, incident, part, all = 1 } = props;
  const { t, language } = view;
  const title = titleOf(t, language, incident);
  return (
    <Frame view={view} title={title} file={(l) => incidentFile(incident.id, l)}>
      <p>
        <a href={base + indexFile(language)}>{t('statusNow')}</a>
      </p>
      <h1>{title}</h1>
      <Incident view={view} incident={incident} {...(part && { part })} />
      {part && <Next view={view} incident={incident} n={2} all={all} />}
    </Frame>
  );
}

function Later(props: { view: View; incident: PageIncident; n: number; all: number; from: Part; to: Part }): Markup {
  const { view, incident, n, all, from, to } = props;
  const { t, language } = view;
  const title = titleWithPage(view, incident, n, all);
  const updates = incident.updates.slice(1 + from.updates, 1 + to.updates);
  const schools = incident.schools.slice(from.schools, to.schools);
  const matters = incident.questions?.matters.slice(from.answers, to.answers) ?? [];
  return (
    <Frame view={view} title={title} file={(l) => incidentFile(incident.id, l, n)}>
      <p>
        <a href={base + incidentFile(incident.id, language)}>{t('statusFirstPage')}</a>
      </p>
      <h1>{title}</h1>
      {schools.length > 0 && (
        <>
          <h2>{t('statusSchools')}</h2>
          <SchoolTable view={view} incident={incident} schools={schools} />
        </>
      )}
      {updates.length > 0 && (
        <>
          <h2>{t('statusUpdates')}</h2>
          <ol class="updates">
            {updates.map((update) => (
              <Update view={view} update={update} short={false} />
            ))}
          </ol>
        </>
      )}
      {matters.length > 0 && (
        <>
          <h2>{t('statusQuestions')}</h2>
          <ol class="updates">
            {matters.map((matter) => (
              <Answer view={view} matter={matter} />
            ))}
          </ol>
        </>
      )}
      {n < all && <Next view={view} incident={incident} n={n + 1} all={all} />}
    </Frame>
  );
}

function Next({ view, incident, n, all }: { view: View; incident: PageIncident; n: number; all: number }): Markup {
  return (
    <p class="label">
      <a href={base + incidentFile(incident.id, view.language, n)}>{view.t('statusContinued', { n, all })}</a>
    </p>
  );
}
