/** Erasing a person: what goes and what stays, for the one who proposes and for the one who does it. */

import { paths as directoryPaths } from '#features/directory/paths.ts';
import type { Message } from '#platform/i18n.ts';
import { number } from '#platform/i18n.ts';
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Checkbox, Radios } from '#ui/field/choices.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { SummaryList } from '#ui/summary-list/summary-list.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { type ErasureRow, erasureReasons } from '../model/requests.ts';
import { erasePath, erasurePath, requestsPath } from '../paths.ts';
import { DeskPage, errorAt, line, Troubles, type View } from './frame.tsx';

export interface PreviewShown {
  goes: readonly { kind: string; what: Message; n: number }[];
  stays: readonly { what: Message; why: Message; n: number }[];
  bonds: readonly { kind: 'membership' | 'guardianship' | 'import'; text: string }[];
  held: readonly string[];
}

type Person = { id: number; name: string };

function Preview({ view, preview, person }: { view: View; preview: PreviewShown; person: Person }): Markup {
  const { t, language } = view;
  return (
    <>
      {(preview.bonds.length > 0 || preview.held.length > 0) && (
        <Banner kind="warning">
          {preview.held.length > 0 && <p>{t('eraseHeld')}</p>}
          {preview.bonds.length > 0 && (
            <>
              <p>{t('eraseBonds')}</p>
              {preview.bonds.map((bond) => (
                <p>{t(`bond_${bond.kind}`, { text: bond.text })}</p>
              ))}
              <p>
                <a href={directoryPaths.person(person.id)}>{t('toDirectory')}</a>
              </p>
            </>
          )}
        </Banner>
      )}
      <DataTable
        caption={t('eraseGoes')}
        columns={[
          { key: 'what', text: t('kindOfRecord') },
          { key: 'n', text: t('records'), numeric: true },
        ]}
        rows={preview.goes.map(({ what, n }) => ({ cells: { what: what[language], n: number(n, language) } }))}
        empty={{ title: t('eraseNothing'), text: '' }}
      />
      {preview.stays.length > 0 && (
        <DataTable
          caption={t('eraseStays')}
          columns={[
            { key: 'what', text: t('kindOfRecord') },
            { key: 'why', text: t('eraseStaysWhy') },
          ]}
          rows={preview.stays.map(({ what, why }) => ({ cells: { what: what[language], why: why[language] } }))}
          empty={{ title: '', text: '' }}
        />
      )}
      <p>{t('eraseText')}</p>
    </>
  );
}

export function ProposePage(props: {
  view: View;
  person: Person;
  requestId: number | null;
  preview: PreviewShown;
  typed: { reason: string; marked: boolean };
  troubles: readonly Trouble[];
}): Markup {
  const { view, person, requestId, preview, typed, troubles } = props;
  const { t } = view;
  const title = t('eraseTitle', { name: person.name });
  const possible = preview.bonds.length === 0 && preview.held.length === 0;
  return (
    <DeskPage view={view} title={title} trail={[{ href: requestsPath(), text: t('requests') }]}>
      <Troubles t={t} troubles={troubles} />
      <PageHeading title={title} />
      <p>{t('eraseLead')}</p>
      <Preview {...{ view, preview, person }} />
      {possible && (
        <form method="post" action={erasePath(person.id)} novalidate>
          {requestId !== null && <input type="hidden" name="request" value={requestId} />}
          <Radios
            name="reason"
            legend={t('eraseReason')}
            value={typed.reason}
            error={errorAt(t, troubles, 'reason')}
            items={erasureReasons.map((reason) => ({ value: reason, text: t(`reason_${reason}`) }))}
          />
          <Checkbox name="marked" label={t('eraseMarked')} hint={t('eraseMarkedHint')} checked={typed.marked} />
          <Actions>
            <Button kind="danger" text={t('erasePropose')} />
            <Button kind="second" href={requestsPath()} text={t('cancel')} />
          </Actions>
        </form>
      )}
    </DeskPage>
  );
}

export function ErasurePage(props: {
  view: View;
  person: Person;
  erasure: ErasureRow;
  preview: PreviewShown;
  own: boolean;
  mayAct: boolean;
  troubles: readonly Trouble[];
}): Markup {
  const { view, person, erasure, preview, troubles } = props;
  const { t } = view;
  const title = t('eraseTitle', { name: person.name });
  const possible = preview.bonds.length === 0 && preview.held.length === 0;
  return (
    <DeskPage view={view} title={title} trail={[{ href: requestsPath(), text: t('requests') }]}>
      <Troubles t={t} troubles={troubles} />
      <PageHeading title={title} />
      <p>{t('eraseLead')}</p>
      <SummaryList
        rows={[
          { key: t('proposedBy'), value: line(view, erasure.proposedBy, erasure.proposedAt) },
          { key: t('eraseReason'), value: t(`reason_${erasure.reason}`) },
          { key: t('eraseMarked'), value: t(erasure.marked ? 'yes' : 'no') },
        ]}
      />
      <Preview {...{ view, preview, person }} />
      {props.own && <p>{t('eraseOwn')}</p>}
      {props.mayAct && (
        <form method="post" action={erasurePath(erasure.id)}>
          <Actions>
            {!props.own && possible && <Button kind="danger" name="act" value="confirm" text={t('eraseConfirm')} />}
            <Button kind="second" name="act" value="withdraw" text={t('eraseWithdraw')} />
          </Actions>
        </form>
      )}
    </DeskPage>
  );
}
