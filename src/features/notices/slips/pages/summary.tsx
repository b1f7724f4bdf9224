/** The slip among all that is checked, reviewed and read. */
import type { Content } from '#ui/content.ts';
import type { Whole } from '../../model/notice.ts';
import { languageName, say, type View } from '../../pages/frame.tsx';
import { type Slip, wordedFor } from '../model/slip.ts';
import { slipPath, slipPreviewPath } from '../paths.ts';
import { limitsOf } from './form.tsx';

type Row = { key: string; value: Content; action?: { href: string; text: string; hidden: string } };

/** A row with all questions, each in every language of the notice. */
export function slipRows({ view, whole, change }: { view: View; whole: Whole; change: boolean }): Row[] {
  const { notice, slip } = whole;
  if (notice.request !== 'slip') return [];
  const t = say(view);
  const href = change ? slipPath(notice.id) : slipPreviewPath(notice.id);
  const value = slip ? <Questions view={view} whole={whole} slip={slip} /> : t('slipEmpty');
  return [{ key: t('slip'), value, action: { href, text: t(change ? 'change' : 'slipPreview'), hidden: t('slip') } }];
}

function Questions({ view, whole, slip }: { view: View; whole: Whole; slip: Slip }): Content {
  const t = say(view);
  const main = whole.notice.mainLanguage;
  return (
    <div class="prose">
      <p>{t(`repliesMeta_${slip.per}`)}</p>
      <ol>
        {slip.questions.map((question) => (
          <li>
            {whole.texts.map(({ language }) => (
              <div>
                <span class="meta">{languageName(language)}</span>{' '}
                <span lang={language}>
                  {[
                    wordedFor(question.text, language, main),
                    (question.options ?? []).map((option) => wordedFor(option, language, main)).join(' / '),
                    wordedFor(question.help, language, main),
                  ]
                    .filter(Boolean)
                    .join(' — ')}
                </span>
              </div>
            ))}
            <div class="meta">
              {[
                t(`kindOf_${question.kind}`),
                question.required && t('required'),
                limitsOf(view, question, view.language, main),
              ]
                .filter(Boolean)
                .join(' · ')}
            </div>
          </li>
        ))}
      </ol>
    </div>
  );
}
