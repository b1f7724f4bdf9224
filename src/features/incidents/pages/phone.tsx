/** Families to phone after a warning: the classes, and the names of one. */
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Checkbox } from '#ui/field/choices.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Pager } from '#ui/pager/pager.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { labelled, publicText } from '../model/label.ts';
import type { PublicTexts } from '../model/plan.ts';
import { phoneListPath, phonePath } from '../paths.ts';
import { DeskPage, errorAt, moment, Troubles, type View } from './frame.tsx';

export interface PhoneRow {
  alertId: number;
  classId: number;
  className: string;
  kind: 'flood' | (string & {});
  exercise: boolean;
  at: Date;
  expiresAt: Date;
}

const eventOf = ({ t, language }: View, row: PhoneRow) =>
  labelled(row.exercise, t(`kind_${row.kind}` as 'kind_flood'), language);

export function PhoneListPage(props: {
  view: View;
  rows: readonly (PhoneRow & { left: number; waiting: number })[];
  first: string | undefined;
  next: string | undefined;
}): Markup {
  const { view, rows } = props;
  const { t } = view;
  return (
    <DeskPage view={view} title={t('phoneTitle')}>
      <PageHeading title={t('phoneTitle')} meta={t('phoneListLead')} />
      <DataTable
        caption={t('phoneTitle')}
        captionHidden
        columns={[
          { key: 'class', text: t('phoneClass') },
          { key: 'event', text: t('incident') },
          { key: 'at', text: t('phoneSent') },
          { key: 'left', text: t('phoneLeft'), numeric: true },
          { key: 'waiting', text: t('channelQueued'), numeric: true },
        ]}
        rows={rows.map((row) => ({
          href: phonePath(row.alertId, row.classId),
          cells: {
            class: <span lang="zh-CN">{row.className}</span>,
            event: eventOf(view, row),
            at: moment(view, row.at),
            left: row.left,
            waiting: row.waiting,
          },
        }))}
        empty={{ title: t('phoneNoList'), text: t('phoneNoListText') }}
      />
      <Pager
        label={t('pages')}
        previousHref={props.first}
        previousText={t('first')}
        nextHref={props.next}
        nextText={t('older')}
      />
    </DeskPage>
  );
}

interface Guardian {
  guardianId: number;
  guardianName: string;
  pupilNames: readonly string[];
  phone: string | null;
}

const cellsOf = ({ t }: View, one: Guardian) => ({
  guardian: <span lang="zh-CN">{one.guardianName}</span>,
  pupils: <span lang="zh-CN">{one.pupilNames.join('、')}</span>,
  phone: one.phone ? <a href={`tel:${one.phone}`}>{one.phone}</a> : t('phoneNoNumber'),
});

export function PhonePage(props: {
  view: View;
  row: PhoneRow;
  phones: {
    all: number;
    waiting: number;
    left: readonly Guardian[];
    told: readonly Guardian[];
  };
  texts: Partial<PublicTexts>;
  troubles: readonly Trouble[];
}): Markup {
  const { view, row, phones, texts, troubles } = props;
  const { t, language } = view;
  const own = texts[language] ? language : texts['zh-CN'] ? 'zh-CN' : 'en';
  const written = texts[own];
  const text = written && publicText(row.exercise, written, own);
  const action = phonePath(row.alertId, row.classId);
  return (
    <DeskPage view={view} title={row.className} trail={[{ href: phoneListPath, text: t('phoneTitle') }]} outside>
      <Troubles t={t} troubles={troubles} />
      <PageHeading
        title={t('phoneTitle')}
        caption={`${eventOf(view, row)} · ${row.className}`}
        meta={t('phoneLead', { until: moment(view, row.expiresAt) })}
      />
      {phones.waiting > 0 && (
        <Banner kind="info">
          <p>{t('phoneWaiting', { n: phones.waiting })}</p>
        </Banner>
      )}
      <form method="post" action={action} novalidate>
        <DataTable
          caption={t('phoneTitle')}
          captionHidden
          columns={[
            { key: 'guardian', text: t('phoneGuardian') },
            { key: 'pupils', text: t('phonePupils') },
            { key: 'phone', text: t('phoneNumber') },
            { key: 'told', text: t('phoneTold') },
          ]}
          rows={phones.left.map((one) => ({
            cells: {
              ...cellsOf(view, one),
              told: (
                <Checkbox
                  id={`told-${one.guardianId}`}
                  name="told"
                  value={String(one.guardianId)}
                  label={t('phoneTickOne', { name: one.guardianName })}
                  labelHidden
                />
              ),
            },
          }))}
          empty={{
            title: t(phones.told.length > 0 ? 'phoneAllTold' : 'phoneNone'),
            text: t('phoneNoneText'),
          }}
        />
        {errorAt(t, troubles, 'told') && (
          <p class="error" id="f-told">
            {errorAt(t, troubles, 'told')}
          </p>
        )}
        {phones.left.length > 0 && (
          <Actions>
            <Button text={t('phoneTick')} />
          </Actions>
        )}
      </form>
      {phones.told.length > 0 && (
        <section>
          <h2>{t('phoneTold')}</h2>
          <p class="meta">{t('phoneToldText')}</p>
          <form method="post" action={action}>
            <DataTable
              caption={t('phoneTold')}
              captionHidden
              columns={[
                { key: 'guardian', text: t('phoneGuardian') },
                { key: 'pupils', text: t('phonePupils') },
                { key: 'phone', text: t('phoneNumber') },
                { key: 'undo', text: t('phoneUntell') },
              ]}
              rows={phones.told.map((one) => ({
                cells: {
                  ...cellsOf(view, one),
                  undo: (
                    <Button
                      kind="second"
                      name="undo"
                      value={String(one.guardianId)}
                      text={t('phoneUntellOne', { name: one.guardianName })}
                    />
                  ),
                },
              }))}
              empty={{ title: '', text: '' }}
            />
          </form>
        </section>
      )}
      {phones.left.length > 0 && text && (
        <section>
          <h2>{t('phoneSay')}</h2>
          <div lang={own} class="prose">
            {[text.headline, ...text.description.split('\n'), ...text.instruction.split('\n')]
              .filter((line) => line.trim() !== '')
              .map((line) => (
                <p>{line}</p>
              ))}
          </div>
        </section>
      )}
    </DeskPage>
  );
}
