/** On the public page: whether the roll is called, and what was asked and answered. */
import type { Language } from '#platform/i18n.ts';
import type { Markup } from '#ui/content.ts';
import { labelled } from '../model/label.ts';
import { declineReasons } from '../questions/model/question.ts';
import { askPath } from '../questions/paths.ts';
import { incidentFile, type PageIncident, type PageQuestions, shownAnswers } from './model.ts';
import { base, moment, Paragraphs, type View } from './parts.tsx';

export function RollCall({ view, incident }: { view: View; incident: PageIncident }): Markup {
  const { t, language } = view;
  const { rollCall } = incident;
  if (!rollCall) return <></>;
  if ('until' in rollCall) {
    if (incident.state !== 'running') return <></>;
    return <p>{labelled(incident.exercise, t('statusRollOpen', { when: moment(view, rollCall.until) }), language)}</p>;
  }
  const { asked, answered } = rollCall;
  const text =
    asked === null || answered === null ? t('statusRollClosedFew') : t('statusRollClosed', { asked, answered });
  return <p>{labelled(incident.exercise, text, language)}</p>;
}

/** How often it was done this term, and how often it may be. */
export function RollCalls({ view }: { view: View }): Markup {
  const { rollCalls } = view.page;
  if (!rollCalls) return <></>;
  const { real, exercise, mostReal, mostExercise } = rollCalls;
  return <p class="soft">{view.t('statusRolls', { real, exercise, mostReal, mostExercise })}</p>;
}

/** Asked by the public, answered once for everybody. */
export function Questions(props: {
  view: View;
  incident: PageIncident;
  /** So many answers; undefined: all. */
  most: number | undefined;
  /** On the index. */
  short: boolean;
}): Markup {
  const { view, incident, short } = props;
  const { t, language } = view;
  const { questions } = incident;
  const open = incident.state === 'running' && /^\d+$/.test(incident.id);
  if (!questions || (questions.received === 0 && !open)) return <></>;
  const { matters, received, answered, waiting, ended } = questions;
  const shown = matters.slice(0, props.most ?? shownAnswers);
  const reasons = declineReasons.filter((reason) => (questions.declined[reason] ?? 0) > 0);
  const declined = Object.values(questions.declined).reduce((sum, n) => sum + n, 0);
  const comma = language === 'en' ? ', ' : '、';
  return (
    <>
      <h3 id={short ? undefined : 'questions'}>{t('statusQuestions')}</h3>
      {open && (
        <p>
          <a href={view.page.publicUrl + askPath(incident.id)}>{t('statusAsk')}</a>{' '}
          <span class="soft">{t('statusAskHint')}</span>
        </p>
      )}
      {shown.length > 0 && (
        <ol class="updates">
          {shown.map((matter) => (
            <Answer view={view} matter={matter} />
          ))}
        </ol>
      )}
      {matters.length > shown.length && short && (
        <p>
          <a href={`${base}${incidentFile(incident.id, language)}#questions`}>
            {t('statusAllAnswers', { n: matters.length })}
          </a>
        </p>
      )}
      {received > 0 && <p class="soft">{t('questionsCounts', { received, answered, waiting, declined })}</p>}
      {reasons.length > 0 && (
        <p class="soft">
          {t('statusDeclined', {
            reasons: reasons
              .map((reason) =>
                t('statusDeclinedReason', { reason: t(`declined_${reason}`), n: questions.declined[reason] ?? 0 }),
              )
              .join(comma),
          })}
        </p>
      )}
      {ended > 0 && <p>{labelled(incident.exercise, t('statusLastWord', { n: ended }), language)}</p>}
    </>
  );
}

export function Answer({ view, matter }: { view: View; matter: PageQuestions['matters'][number] }): Markup {
  const { t, language } = view;
  const own = matter.question[language] !== undefined;
  const lang: Language = own ? language : 'zh-CN';
  return (
    <li id={`answer-${matter.id}`}>
      <div lang={lang}>
        <strong>{matter.question[lang]}</strong>
        <Paragraphs text={matter.answer[lang] ?? ''} />
      </div>
      <div class="soft">
        <time datetime={matter.at}>{t('statusAnsweredAt', { when: moment(view, matter.at) })}</time>
        {matter.correctedAt && (
          <>
            {' · '}
            <time datetime={matter.correctedAt}>
              {t('statusCorrectedAt', { when: moment(view, matter.correctedAt) })}
            </time>
          </>
        )}
      </div>
    </li>
  );
}
