/** Writing a text: the main one by itself, a translation beside it. */
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, type Typed, typedList, typedText } from '#platform/http/form.ts';
import { NotFound, page } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import type { ContentLanguage } from '#platform/i18n.ts';
import type { Trouble } from '#platform/trouble.ts';
import { saveText } from '../actions/draft.ts';
import { textInput } from '../input.ts';
import { languageOrder, type Text, type Whole } from '../model/notice.ts';
import { TextPage } from '../pages/write.tsx';
import { noticePath, textPattern } from '../paths.ts';
import { answer, byOf, issued, named, revisionIn, viewOf } from '../routes/request.ts';
import { joined, type Pair, pairsOf } from './model/paragraphs.ts';
import type { OlderTranslation } from './pages/older.tsx';
import { TranslationPage } from './pages/translate.tsx';
import { sourceOf } from './queries/sources.ts';

const permission = 'notices.draft';

/** What changed in the main text since each translation that does not follow it was made. */
export async function olderOf(c: Ctx, { notice, texts }: Whole): Promise<OlderTranslation[]> {
  const main = texts.find((text) => text.language === notice.mainLanguage);
  const older = [];
  for (const { language } of texts.filter((text) => text.isOlder)) {
    const source = await sourceOf(c.var.services.db, notice.id, language);
    if (main && source) older.push({ language, source, main });
  }
  return older;
}

async function form(c: Ctx): Promise<Response> {
  const notice = await issued(c, permission);
  const language = c.req.param('language') as ContentLanguage;
  if (!languageOrder.includes(language)) throw new NotFound();
  const { whole, name } = await named(c, notice);
  const { texts } = whole;
  const saved = texts.find((text) => text.language === language);
  const main = texts.find((text) => text.language === notice.mainLanguage);
  const beside = language !== notice.mainLanguage && main !== undefined;
  const isOlder = saved?.isOlder ?? false;
  const common = { view: viewOf(c), notice, name, language, isOlder, beside };

  const show = async (values: Pick<Text, 'title' | 'body'>, typed?: Typed, troubles: Trouble[] = []) => {
    const stale = troubles.some((trouble) => trouble.key === 'stale');
    const status = stale ? 409 : troubles.length ? 422 : 200;
    const agrees = typed !== undefined && typedText(typed, 'agrees') === 'yes';
    const whole = stale || c.req.query('whole') === '1' || (typed !== undefined && typed['paragraph[]'] === undefined);
    if (!beside || whole) {
      return page(
        c,
        <TextPage {...common} {...{ values, troubles, agrees }} saved={stale ? saved : undefined} />,
        status,
      );
    }
    const source = isOlder ? await sourceOf(c.var.services.db, notice.id, language) : undefined;
    const pairs = pairsOf(source?.body ?? main.body, main.body, saved?.body ?? '');
    const titleBefore = source && source.title !== main.title ? source.title : null;
    const shown = typed ? retyped(pairs, typedList(typed, 'paragraph[]')) : pairs;
    const props = { ...common, main, titleBefore, pairs: shown, title: values.title, agrees, troubles };
    return page(c, <TranslationPage {...props} />, status);
  };

  if (c.req.method === 'GET') return show({ title: saved?.title ?? '', body: saved?.body ?? '' });
  const { typed } = await readForm(c);
  const body = typed['paragraph[]'] === undefined ? typedText(typed, 'body') : joined(typedList(typed, 'paragraph[]'));
  const values = { title: typedText(typed, 'title'), body };
  const again = (troubles: Trouble[]) => show(values, typed, troubles);
  const input = checkForm(textInput, values);
  if (!input.ok) return again(input.troubles);
  const text = { language, ...input.value, agrees: typedText(typed, 'agrees') === 'yes' };
  return answer(
    c,
    await saveText(c.var.services, byOf(c, permission), notice.id, revisionIn(typed), text),
    noticePath(notice.id),
    again,
  );
}

/** What was typed in the boxes, in their order. */
function retyped(pairs: readonly Pair[], typed: readonly string[]): Pair[] {
  const more = typed.slice(pairs.length).filter((paragraph) => paragraph.trim() !== '');
  return [
    ...pairs.map((pair, index) => ({ ...pair, translation: typed[index] ?? pair.translation })),
    ...more.map((translation) => ({ main: null, before: null, translation, change: 'same' as const })),
  ];
}

export const textRoutes: readonly Route[] = [
  get(textPattern, 'notices.draft', form),
  post(textPattern, 'notices.draft', form),
];
