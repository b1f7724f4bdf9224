/** What people ask: the list, one request, the link to a copy. */
import { dateInWords } from '#platform/i18n.ts';
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { CopyText } from '#ui/copy/copy.tsx';
import { Radios } from '#ui/field/choices.tsx';
import { TextArea } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Pager } from '#ui/pager/pager.tsx';
import { SummaryList } from '#ui/summary-list/summary-list.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tabs } from '#ui/tabs/tabs.tsx';
import { Tag, type TagKind } from '#ui/tag/tag.tsx';
import { checks, type DataRequest, type ErasureRow, may } from '../model/requests.ts';
import {
  copyPath,
  erasePath,
  erasurePath,
  liftPath,
  linkPath,
  newRequestPath,
  requestPath,
  requestsPath,
} from '../paths.ts';
import { DeskPage, dueText, errorAt, line, moment, Troubles, type View, who } from './frame.tsx';

const kinds: Record<DataRequest['state'], TagKind> = {
  open: 'wait',
  checked: 'wait',
  done: 'ok',
  declined: 'neutral',
  withdrawn: 'neutral',
};

export function StateTag({ view, request }: { view: View; request: DataRequest }): Markup {
  const { t } = view;
  const late = may('finish', request.state) || may('check', request.state) ? request.dueOn < view.today : false;
  return (
    <>
      <Tag kind={kinds[request.state]} text={t(`state_${request.state}`)} />
      {late && (
        <>
          {' '}
          <Tag kind="late" text={t('overdue')} />
        </>
      )}
    </>
  );
}

export function asks({ t }: View, { kind, withChildren }: Pick<DataRequest, 'kind' | 'withChildren'>): string {
  return withChildren ? t('asksWithChildren', { what: t(`kind_${kind}`) }) : t(`kind_${kind}`);
}

export function RequestsPage(props: {
  view: View;
  which: 'open' | 'answered';
  rows: readonly (DataRequest & { name: string })[];
  erasures: readonly (ErasureRow & { name: string })[];
  nextHref: string | undefined;
  later: boolean;
  mayAct: boolean;
  notice: 'proposed' | 'erased' | undefined;
}): Markup {
  const { view, which, rows, erasures } = props;
  const { t, language } = view;
  return (
    <DeskPage view={view} title={t('requests')} trail={[]}>
      {props.notice && (
        <Banner kind="success">
          <p>{t(props.notice === 'erased' ? 'eraseDone' : 'eraseProposed')}</p>
        </Banner>
      )}
      <PageHeading title={t('requests')} />
      <p>{t('requestsLead')}</p>
      {props.mayAct && (
        <Actions>
          <Button href={newRequestPath} text={t('newRequest')} />
          <Button kind="second" href={liftPath} text={t('lift')} />
        </Actions>
      )}
      {erasures.length > 0 && (
        <DataTable
          caption={t('eraseWaiting')}
          columns={[
            { key: 'person', text: t('person') },
            { key: 'by', text: t('proposedBy') },
            { key: 'reason', text: t('eraseReason') },
          ]}
          rows={erasures.map((row) => ({
            href: erasurePath(row.id),
            cells: {
              person: row.name,
              by: line(view, row.proposedBy, row.proposedAt),
              reason: t(`reason_${row.reason}`),
            },
          }))}
          empty={{ title: '', text: '' }}
        />
      )}
      <Tabs
        label={t('requestsTabs')}
        items={[
          { href: requestsPath(), text: t('open'), current: which === 'open' },
          { href: requestsPath({ show: 'answered' }), text: t('answered'), current: which === 'answered' },
        ]}
      />
      <DataTable
        caption={t(which)}
        captionHidden
        columns={[
          { key: 'person', text: t('person') },
          { key: 'kind', text: t('asksFor') },
          { key: 'asked', text: t('askedOn') },
          { key: 'due', text: t('dueOn') },
          { key: 'state', text: t('state') },
        ]}
        rows={rows.map((row) => ({
          href: requestPath(row.id),
          cells: {
            person: row.name,
            kind: asks(view, row),
            asked: dateInWords(row.askedOn, language),
            due: dueText(t, row, language),
            state: <StateTag view={view} request={row} />,
          },
        }))}
        empty={{
          title: t(which === 'open' ? 'noRequests' : 'noAnswered'),
          text: which === 'open' ? t('noRequestsText') : '',
        }}
      />
      <Pager
        label={t('pages')}
        previousHref={props.later ? requestsPath(which === 'answered' ? { show: 'answered' } : {}) : undefined}
        previousText={t('first')}
        nextHref={props.nextHref}
        nextText={t('next')}
      />
    </DeskPage>
  );
}

export function RequestPage(props: {
  view: View;
  request: DataRequest;
  name: string;
  /** The person's data lies wholly within the reader's reach. */
  whole: boolean;
  mayAct: boolean;
  typed: { reason: string };
  troubles: readonly Trouble[];
}): Markup {
  const { view, request, name, troubles, mayAct } = props;
  const { t, language } = view;
  const title = t('requestTitle', { name, kind: t(`kind_${request.kind}`) });
  const decided = request.decidedAt && line(view, request.decidedBy, request.decidedAt);
  return (
    <DeskPage view={view} title={title} width="narrow" trail={[{ href: requestsPath(), text: t('requests') }]}>
      <Troubles t={t} troubles={troubles} />
      <PageHeading title={title} meta={<StateTag view={view} request={request} />} />
      <SummaryList
        rows={[
          { key: t('asksFor'), value: asks(view, request) },
          { key: t('askedOn'), value: dateInWords(request.askedOn, language) },
          { key: t('dueOn'), value: dueText(t, request, language) },
          { key: t('through'), value: t(`through_${request.askedThrough}`) },
          ...(request.reference ? [{ key: t('reference'), value: request.reference }] : []),
          ...(request.checkedHow
            ? [{ key: t('checkedHow'), value: `${t(`how_${request.checkedHow}`)} · ${who(view, request.checkedBy)}` }]
            : []),
          ...(decided ? [{ key: t('decidedBy'), value: decided }] : []),
          ...(request.reason ? [{ key: t('declineReason'), value: request.reason }] : []),
        ]}
      />
      {mayAct && may('check', request.state) && <CheckForm {...props} />}
      {mayAct && request.state === 'checked' && request.kind === 'copy' && <CopyForms {...props} />}
      {mayAct && request.state === 'checked' && request.kind === 'erasure' && (
        <Actions>
          <Button href={`${erasePath(request.personId)}?request=${request.id}`} text={t('eraseTitle', { name })} />
        </Actions>
      )}
      {mayAct && may('decline', request.state) && <DeclineForm {...props} />}
    </DeskPage>
  );
}

type FormProps = { view: View; request: DataRequest; troubles: readonly Trouble[] };

function CheckForm({ view, request, troubles }: FormProps): Markup {
  const { t } = view;
  return (
    <form method="post" action={requestPath(request.id)} novalidate>
      <h2>{t('checkTitle')}</h2>
      <p>{t('checkText')}</p>
      <input type="hidden" name="act" value="check" />
      <Radios
        name="how"
        legend={t('checkedHow')}
        error={errorAt(t, troubles, 'how')}
        items={checks.map((how) => ({ value: how, text: t(`how_${how}`) }))}
      />
      <Actions>
        <Button text={t('checkButton')} />
      </Actions>
    </form>
  );
}

function CopyForms({ view, request, whole }: FormProps & { whole: boolean }): Markup {
  const { t } = view;
  return (
    <>
      <h2>{t('copyTitle')}</h2>
      <p>{t(whole ? 'copyText' : 'copyBeyond')}</p>
      {request.linkUntil && <p class="meta">{t('linkWaits', { until: moment(view, request.linkUntil) })}</p>}
      <form method="post">
        <Actions>
          {whole && <Button text={t('copyDownload')} formaction={copyPath(request.id)} />}
          <Button kind={whole ? 'second' : 'main'} text={t('copyLink')} formaction={linkPath(request.id)} />
        </Actions>
      </form>
    </>
  );
}

function DeclineForm({ view, request, troubles, typed }: FormProps & { typed: { reason: string } }): Markup {
  const { t } = view;
  return (
    <form method="post" action={requestPath(request.id)} novalidate>
      <h2>{t('declineTitle')}</h2>
      <input type="hidden" name="act" value="decline" />
      <TextArea
        name="reason"
        label={t('declineReason')}
        hint={t('declineHint')}
        value={typed.reason}
        maxlength={500}
        rows={3}
        error={errorAt(t, troubles, 'reason')}
      />
      <Actions>
        <Button kind="second" text={t('declineButton')} />
      </Actions>
    </form>
  );
}

export function LinkPage(props: { view: View; request: DataRequest; name: string; link: string; until: Date }): Markup {
  const { view, request, name } = props;
  const { t } = view;
  const title = t('requestTitle', { name, kind: t('kind_copy') });
  return (
    <DeskPage
      view={view}
      title={t('linkTitle')}
      width="narrow"
      trail={[{ href: requestPath(request.id), text: title }]}
    >
      <PageHeading title={t('linkTitle')} />
      <p>{t('linkText', { until: moment(view, props.until) })}</p>
      <CopyText label={t('linkLabel')} value={props.link} copyText={t('copy')} copiedText={t('copied')} />
      <Actions>
        <Button kind="second" href={requestPath(request.id)} text={t('back')} />
      </Actions>
    </DeskPage>
  );
}
