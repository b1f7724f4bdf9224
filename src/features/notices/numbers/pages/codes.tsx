/** The codes of offices: which there are, adding one, ending one, serials of papers numbered outside. */
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import { ConfirmPanel } from '#ui/confirm/confirm.tsx';
import type { Markup } from '#ui/content.ts';
import { Select, TextField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import { Desk, errorAt, say, type View } from '../../pages/frame.tsx';
import { type Code, mostElsewhere } from '../model/number.ts';
import { codesPath, elsewherePath, endCodePath, numbersPath } from '../paths.ts';

export type CodesProps = {
  view: View;
  codes: readonly (Code & { last: string })[];
  /** Names of the codes' offices. */
  names: ReadonlyMap<number, string>;
  offices: readonly { id: number; name: string }[];
  values: { organisationId: string; code: string; latin: string };
  troubles?: readonly Trouble[];
};

export function CodesPage(props: CodesProps): Markup {
  const { view, codes, names, values, troubles } = props;
  const t = say(view);
  return (
    <Desk
      view={view}
      title={t('codesTitle')}
      troubles={troubles}
      trail={[{ href: numbersPath, text: t('numbersTitle') }]}
    >
      <PageHeading title={t('codesTitle')} meta={t('codesText')} />
      <DataTable
        caption={t('codesTitle')}
        captionHidden
        columns={[
          { key: 'code', text: t('officeCode') },
          { key: 'office', text: t('office') },
          { key: 'last', text: t('lastNumber') },
          { key: 'state', text: t('numberStatus') },
          { key: 'acts', text: t('change'), hidden: true },
        ]}
        rows={codes.map((code) => ({
          cells: {
            code: code.latin ? `${code.code}（${code.latin}）` : code.code,
            office: names.get(code.organisationId) ?? '',
            last: code.last,
            state: code.endedAt ? (
              <Tag kind="neutral" text={t('codeEndedOn')} />
            ) : (
              <Tag kind="ok" text={t('codeInUse')} />
            ),
            acts: code.endedAt === null && (
              <>
                <div>
                  <a href={elsewherePath(code.id)}>
                    {t('noteElsewhere')}
                    <span class="hidden"> {code.code}</span>
                  </a>
                </div>
                <div>
                  <a href={endCodePath(code.id)}>
                    {t('endCode')}
                    <span class="hidden"> {code.code}</span>
                  </a>
                </div>
              </>
            ),
          },
        }))}
        empty={{ title: t('noCodesYet'), text: t('noCodesYetText') }}
      />
      <h2>{t('addCode')}</h2>
      <form method="post" action={codesPath}>
        <Select
          name="organisationId"
          label={t('issuingOffice')}
          value={values.organisationId}
          error={errorAt(t, troubles, 'organisationId')}
          options={props.offices.map(({ id, name }) => ({ value: String(id), text: name }))}
        />
        <TextField
          name="code"
          label={t('officeCode')}
          hint={t('officeCodeHint')}
          value={values.code}
          width={10}
          maxlength={12}
          noSpellcheck
          error={errorAt(t, troubles, 'code')}
        />
        <TextField
          name="latin"
          label={t('codeLatin')}
          hint={t('codeLatinHint')}
          value={values.latin}
          width={20}
          maxlength={40}
          noSpellcheck
          error={errorAt(t, troubles, 'latin')}
        />
        <Actions>
          <Button text={t('addCode')} />
          <Button kind="second" href={numbersPath} text={t('back')} />
        </Actions>
      </form>
    </Desk>
  );
}

type OneCode = { view: View; code: Code; troubles?: readonly Trouble[] };

const trailTo = (view: View) => {
  const t = say(view);
  return [
    { href: numbersPath, text: t('numbersTitle') },
    { href: codesPath, text: t('codesTitle') },
  ];
};

export function EndCodePage({ view, code, troubles }: OneCode): Markup {
  const t = say(view);
  const title = t('endCodeTitle', { code: code.code });
  return (
    <Desk view={view} title={title} troubles={troubles} trail={trailTo(view)}>
      <ConfirmPanel
        title={title}
        text={t('endCodeText')}
        action={endCodePath(code.id)}
        confirmText={t('endCode')}
        cancelHref={codesPath}
        cancelText={t('cancel')}
        danger
      />
    </Desk>
  );
}

export function ElsewherePage(props: OneCode & { next: string; values: { count: string; remark: string } }): Markup {
  const { view, code, troubles, values } = props;
  const t = say(view);
  const title = t('elsewhereTitle', { code: code.code });
  return (
    <Desk view={view} title={title} troubles={troubles} trail={trailTo(view)}>
      <PageHeading title={title} meta={t('elsewhereText', { next: props.next })} />
      <form method="post" action={elsewherePath(code.id)}>
        <TextField
          name="count"
          label={t('serialCount')}
          value={values.count}
          inputmode="numeric"
          width={4}
          maxlength={String(mostElsewhere).length}
          error={errorAt(t, troubles, 'count')}
        />
        <TextField
          name="remark"
          label={t('serialRemark')}
          hint={t('serialRemarkHint')}
          value={values.remark}
          maxlength={200}
          error={errorAt(t, troubles, 'remark')}
        />
        <Actions>
          <Button text={t('save')} />
          <Button kind="second" href={codesPath} text={t('cancel')} />
        </Actions>
      </form>
    </Desk>
  );
}
