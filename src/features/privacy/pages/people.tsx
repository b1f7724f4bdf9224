/** The person at the desk: found, with what they asked; and the mark of an erased one, lifted. */
import { dateInWords } from '#platform/i18n.ts';
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Checkbox, Radios } from '#ui/field/choices.tsx';
import { TextField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { type DataRequest, requestKinds } from '../model/requests.ts';
import { erasePath, liftPath, newRequestPath, personPath, requestPath, requestsPath } from '../paths.ts';
import { DeskPage, errorAt, Troubles, type View } from './frame.tsx';
import { asks, StateTag } from './requests.tsx';

export function FindPage(props: {
  view: View;
  q: string;
  found: readonly { id: number; name: string; places: string }[] | null;
}): Markup {
  const { view, q, found } = props;
  const { t } = view;
  return (
    <DeskPage view={view} title={t('newRequest')} trail={[{ href: requestsPath(), text: t('requests') }]}>
      <PageHeading title={t('newRequest')} />
      <form method="get" action={newRequestPath}>
        <TextField name="q" type="search" label={t('findPerson')} hint={t('findHint')} value={q} noSpellcheck />
        <Actions>
          <Button text={t('find')} />
        </Actions>
      </form>
      {found && (
        <DataTable
          caption={t('findPerson')}
          captionHidden
          columns={[
            { key: 'name', text: t('person') },
            { key: 'places', text: t('through_desk'), hidden: true },
          ]}
          rows={found.map((row) => ({ href: personPath(row.id), cells: { name: row.name, places: row.places } }))}
          empty={{ title: t('nobodyFound'), text: t('nobodyFoundText') }}
        />
      )}
    </DeskPage>
  );
}

export function PersonPage(props: {
  view: View;
  person: { id: number; name: string };
  requests: readonly DataRequest[];
  typed: { kind: string; withChildren: boolean; reference: string };
  troubles: readonly Trouble[];
}): Markup {
  const { view, person, requests, typed, troubles } = props;
  const { t, language } = view;
  const title = t('personTitle', { name: person.name });
  return (
    <DeskPage view={view} title={title} width="narrow" trail={[{ href: requestsPath(), text: t('requests') }]}>
      <Troubles t={t} troubles={troubles} />
      <PageHeading title={title} />
      <form method="post" action={personPath(person.id)} novalidate>
        <Radios
          name="kind"
          legend={t('asksFor')}
          value={typed.kind}
          error={errorAt(t, troubles, 'kind')}
          items={requestKinds.map((kind) => ({ value: kind, text: t(`kind_${kind}`) }))}
        />
        <Checkbox name="withChildren" label={t('withChildren')} checked={typed.withChildren} />
        <TextField
          name="reference"
          label={t('reference')}
          hint={t('referenceHint')}
          value={typed.reference}
          maxlength={200}
          error={errorAt(t, troubles, 'reference')}
        />
        <Actions>
          <Button text={t('takeDown')} />
        </Actions>
      </form>
      {requests.length > 0 && (
        <DataTable
          caption={t('earlierRequests')}
          columns={[
            { key: 'kind', text: t('asksFor') },
            { key: 'asked', text: t('askedOn') },
            { key: 'state', text: t('state') },
          ]}
          rows={requests.map((row) => ({
            href: requestPath(row.id),
            cells: {
              kind: asks(view, row),
              asked: dateInWords(row.askedOn, language),
              state: <StateTag view={view} request={row} />,
            },
          }))}
          empty={{ title: '', text: '' }}
        />
      )}
      <p>
        <a href={erasePath(person.id)}>{t('eraseWithout')}</a>
      </p>
    </DeskPage>
  );
}

export function LiftPage(props: { view: View; typed: string; lifted: boolean; troubles: readonly Trouble[] }): Markup {
  const { view, troubles } = props;
  const { t } = view;
  return (
    <DeskPage view={view} title={t('lift')} width="narrow" trail={[{ href: requestsPath(), text: t('requests') }]}>
      <Troubles t={t} troubles={troubles} />
      {props.lifted && (
        <Banner kind="success">
          <p>{t('lifted')}</p>
        </Banner>
      )}
      <PageHeading title={t('lift')} />
      <p>{t('liftText')}</p>
      <form method="post" action={liftPath} novalidate>
        <TextField
          name="source"
          label={t('liftSource')}
          value={props.typed}
          maxlength={200}
          noSpellcheck
          error={errorAt(t, troubles, 'source')}
        />
        <Actions>
          <Button text={t('liftButton')} />
        </Actions>
      </form>
    </DeskPage>
  );
}
