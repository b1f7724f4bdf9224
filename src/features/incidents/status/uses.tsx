/** The page that says how often the emergency priority was used (product.md): files like the others. */
import { type Language, number } from '#platform/i18n.ts';
import type { Markup } from '#ui/content.ts';
import { titleOf } from '../compose.ts';
import { labelled } from '../model/label.ts';
import { Frame, html, viewOf } from './html.tsx';
import { incidentFile, indexFile, mostUses, type PageUse, type StatusPage, usesFile } from './model.ts';
import { base, moment, type View } from './parts.tsx';

/** How often the emergency priority was used, by whom and for what: one may ask whether it was needed. */
export function usesHtml(page: StatusPage, language: Language): string {
  const view = viewOf(page, language);
  const { t } = view;
  const uses = page.uses ?? [];
  const years = Map.groupBy(uses, (use) => use.year);
  return html(
    <Frame view={view} title={t('uses')} file={usesFile}>
      <p>
        <a href={base + indexFile(language)}>{t('statusNow')}</a>
      </p>
      <h1>{t('uses')}</h1>
      <p>{t('usesLead')}</p>
      {uses.length === 0 && <p>{t('usesNone')}</p>}
      {[...years].map(([year, all]) => (
        <section>
          <h2>{t('usesYear', { year })}</h2>
          <p class="label">
            {t('usesCount', {
              real: all.filter((use) => !use.exercise).length,
              exercises: all.filter((use) => use.exercise).length,
            })}
          </p>
          <Uses view={view} uses={all.filter((use) => uses.indexOf(use) < mostUses)} />
        </section>
      ))}
    </Frame>,
  );
}

function Uses({ view, uses }: { view: View; uses: readonly PageUse[] }): Markup {
  const { t, language } = view;
  const linked = [...view.page.running, ...view.page.past].map((incident) => incident.id);
  if (uses.length === 0) return <></>;
  return (
    <ul class="plain">
      {uses.map((use) => {
        const title = titleOf(language, use, { kind: use.word, level: use.level });
        const name = labelled(use.exercise, title, language);
        const reached = use.few ? t('few') : use.reached === null ? t('usesGoing') : number(use.reached, language);
        return (
          <li>
            {linked.includes(use.incident) ? <a href={base + incidentFile(use.incident, language)}>{name}</a> : name}
            <div class="soft">
              {[moment(view, use.at), use.office, t('warningFact', { key: t('usesReached'), value: reached })].join(
                ' · ',
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
