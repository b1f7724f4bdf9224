/** The slip as a part of the personal page; nothing for whoever may not answer it. */
import { childrenOf } from '#features/directory/feature.ts';
import type { Ctx } from '#platform/http/context.ts';
import type { Trouble } from '#platform/trouble.ts';
import type { Content } from '#ui/content.ts';
import type { Opened } from '../../actions/personal.ts';
import { Troubles, type View } from '../../pages/frame.tsx';
import { todayOf } from '../../routes/request.ts';
import type { Answer } from '../model/answer.ts';
import { readable, valuesOf } from '../pages/form.tsx';
import { SlipPanel } from '../pages/personal.tsx';
import { answersBy } from '../queries/answers.ts';

/** What came of a form: troubles with what was typed, or the answer that the guardian asked to see. */
export interface Reply {
  at?: 'form' | 'open';
  troubles?: readonly Trouble[];
  childName?: string;
  values?: (field: string) => string[];
  opened?: { answer: Answer | undefined };
}

export async function slipPanel(
  c: Ctx,
  opened: Extract<Opened, { kind: 'open' }>,
  page: { view: View; token: string; language: string },
  reply: Reply,
): Promise<{ top?: Content; slip?: Content }> {
  const { whole, personId } = opened;
  const { notice, slip } = whole;
  if (notice.request !== 'slip' || !slip || notice.deadlineOn === null) return {};
  const { db } = c.var.services;
  const children = await childrenOf(db, whole.audience, todayOf(c), personId);
  if (children.length === 0) return {};
  // Answers for children who are no longer theirs to answer for are not theirs to see either.
  const own = (await answersBy(db, notice.id, personId)).filter(
    (answer) => answer.pupilId === null || children.some((child) => child.pupilId === answer.pupilId),
  );
  const last = own[0];
  const late = notice.deadlineOn < page.view.today;
  const props = {
    ...page,
    slip,
    deadlineOn: notice.deadlineOn,
    main: notice.mainLanguage,
    replied: last && { on: last.on, means: last.means },
    late,
    show: showOf(reply, late),
    childName: reply.childName ?? '',
    values: reply.values ?? valuesOf(reply.opened?.answer),
    answer: reply.opened?.answer,
    troubles: reply.troubles,
    at: reply.at,
  };
  // The error summary leads to the form in which the trouble is: the one that confirms has its own field.
  const shown = (reply.troubles ?? []).map((trouble) =>
    reply.at === 'open' && trouble.field === 'child' ? { ...trouble, field: 'open' } : trouble,
  );
  return {
    top: shown.length > 0 && (
      <Troubles view={page.view} troubles={shown.map((trouble) => readable(page.view, trouble))} />
    ),
    slip: <SlipPanel {...props} />,
  };
}

function showOf(reply: Reply, late: boolean): 'empty' | 'form' | 'answer' {
  if (reply.opened) return late ? 'answer' : 'form';
  return reply.at === 'form' && !late ? 'form' : 'empty';
}
