/** What a new record of the register or an assessment says from the start: what this service really does. */
import type { Language } from '#platform/i18n.ts';
import type { Services } from '#platform/services.ts';
import { parts, rules } from './keepings.ts';
import { type Words, words } from './messages.ts';
import { type Answers, questions, type RecordKind } from './model/records.ts';
import { publicPath } from './paths.ts';

type Ground = Pick<Services, 'config'>;

/** In the writer's language; of a breach nothing is known before. */
export function prefilled(kind: RecordKind, { config }: Ground, language: Language): Answers {
  const t = words(language);
  const answers: Answers = {};
  if (kind === 'breach') return answers;
  const mail = config.smtp?.url ? new URL(config.smtp.url).host : t('pre_none');
  const sms = config.sms ? new URL(config.sms.url).host : t('pre_none');
  const values = { mail, sms, page: config.publicUrl + publicPath };
  for (const key of questions[kind]) {
    const name = `pre_${kind}_${key}`;
    if (name in words.catalogue) answers[key] = t(name as Parameters<Words>[0], values);
  }
  if (kind === 'processing') {
    const lines = parts.map(
      (part) =>
        `${part.what[language]}${listed(
          Object.values(part.columns).map((c) => c[language]),
          language,
        )}`,
    );
    answers.data = lines.join('\n');
    answers.retention = rules
      .map((rule) => `${rule.what[language]}${language === 'en' ? ': ' : '：'}${rule.period[language]}`)
      .join('\n');
    answers.controller = config.siteName;
  }
  return answers;
}

function listed(names: readonly string[], language: Language): string {
  return language === 'en' ? ` (${names.join(', ')})` : `（${names.join('、')}）`;
}
