/** Grants of an account, with who gave them and, for administrators, what can be done. */
import { localDate } from '#platform/clock.ts';
import { dateInWords } from '#platform/i18n.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Content, Markup } from '#ui/content.ts';
import { DataTable } from '#ui/table/table.tsx';
import { Tag, type TagKind } from '#ui/tag/tag.tsx';
import { type GrantRow, type GrantState, grantState, needsTwo } from '../model.ts';
import { paths } from '../paths.ts';
import { say, type View } from './frame.tsx';

/** A class whose class teacher the person is: the teacher's role comes with it. */
export interface TaughtClass {
  id: number;
  name: string;
}

export interface GrantTableProps {
  view: View;
  grants: readonly GrantRow[];
  taught: readonly TaughtClass[];
  names: ReadonlyMap<number, string>;
  /** Which grants the reader may act on; none on the own account's page. */
  mayAct?: (grant: GrantRow) => boolean;
}

const kinds: Record<GrantState, TagKind> = {
  in_force: 'ok',
  to_confirm: 'wait',
  ending: 'wait',
  lapsed: 'neutral',
  ended: 'neutral',
};

export function GrantTable(props: GrantTableProps): Markup {
  const { view, grants, taught, mayAct } = props;
  const t = say(view);
  const columns = [
    { key: 'role', text: t('role') },
    { key: 'organisation', text: t('grantOrganisation') },
    { key: 'given', text: t('grantGiven') },
    { key: 'state', text: t('state') },
    ...(mayAct ? [{ key: 'act', text: t('actions'), hidden: true }] : []),
  ];
  const rows = [
    ...grants.map((grant) => ({
      cells: {
        role: t(`role_${grant.role}`),
        organisation: grant.organisationName,
        given: given(props, grant),
        state: <Tag kind={kinds[grantState(grant)]} text={t(`grantState_${grantState(grant)}`)} />,
        act: mayAct?.(grant) ? <Acts view={view} grant={grant} /> : '',
      } as Record<string, Content>,
    })),
    ...taught.map((schoolClass) => ({
      cells: {
        role: t('role_teacher'),
        organisation: schoolClass.name,
        given: t('byPosition'),
        state: <Tag kind="ok" text={t('grantState_in_force')} />,
      } as Record<string, Content>,
    })),
  ];
  return (
    <DataTable
      caption={t('grants')}
      captionHidden
      columns={columns}
      rows={rows}
      empty={{ title: t('grantsNone'), text: mayAct ? t('grantsNoneText') : t('startEmptyText') }}
    />
  );
}

function given({ view, names }: GrantTableProps, grant: GrantRow): string {
  const t = say(view);
  if (grant.bySignOn)
    return t('grantBySignOn', { date: dateInWords(localDate(grant.givenAt, view.zone), view.shell.lang) });
  if (grant.inEmergency)
    return t('grantInEmergency', { date: dateInWords(localDate(grant.givenAt, view.zone), view.shell.lang) });
  const name = grant.givenBy === null ? t('byConsole') : (names.get(grant.givenBy) ?? '');
  return t('grantBy', { date: dateInWords(localDate(grant.givenAt, view.zone), view.shell.lang), name });
}

function Acts({ view, grant }: { view: View; grant: GrantRow }): Markup {
  const t = say(view);
  const state = grantState(grant);
  if (state === 'ended') return <></>;
  const form = (action: string, text: string, kind: 'second' | 'danger' = 'second') => (
    <form method="post" action={action}>
      <Button kind={kind} text={text} hiddenText={`${t(`role_${grant.role}`)} ${grant.organisationName}`} />
    </form>
  );
  const { accountId, id } = grant;
  const confirm = state === 'to_confirm' || state === 'ending';
  return (
    <Actions>
      {confirm && form(paths.grantConfirm(accountId, id), t('confirm'))}
      {state === 'ending' && form(paths.grantKeep(accountId, id), t('keep'))}
      {state !== 'ending' &&
        form(paths.grantEnd(accountId, id), t(needsTwo(grant.role) && state === 'to_confirm' ? 'withdraw' : 'end'))}
    </Actions>
  );
}
