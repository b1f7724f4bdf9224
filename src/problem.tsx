/** The page that says in plain words why there is none: not found, forbidden, stale form, too large, our fault. */
import type { Ctx } from './platform/http/context.ts';
import { page } from './platform/http/respond.ts';
import { frameWords } from './platform/http/words.ts';
import { Page } from './ui/page/page.tsx';

export type Problem = 'notFound' | 'forbidden' | 'stale' | 'tooLarge' | 'error';
const statuses = { notFound: 404, forbidden: 403, stale: 403, tooLarge: 422, error: 500 } as const;

/** Answers with the problem's page in the reader's language and its status. */
export function problem(c: Ctx, kind: Problem): Promise<Response> {
  const t = frameWords(c.var.language);
  const title = t(`${kind}Title`);
  return page(
    c,
    <Page {...c.var.shell('public')} title={title} noindex>
      <h1>{title}</h1>
      <p>{t(`${kind}Text`, { id: c.var.requestId })}</p>
      <p>
        <a href="/">{t('backHome')}</a>
      </p>
    </Page>,
    statuses[kind],
  );
}
