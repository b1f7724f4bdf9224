/** Certificates that the district has pinned for a feed: their list, pinning one, looking at one. */
import { type Typed, typedText } from '#platform/http/form.ts';
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { FileField, TextArea } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { SummaryList } from '#ui/summary-list/summary-list.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import type { Words } from '../../messages.ts';
import { DeskPage, errorAt, moment, Troubles, type View, who } from '../../pages/frame.tsx';
import type { Feed } from '../model/feed.ts';
import { endsSoonMs, isInTime, type Pinned } from '../model/signature.ts';
import { feedPath, feedsPath, newPinRoom, pinPath, warningsPath } from '../paths.ts';

const trailOf = (t: Words, feed: Feed) => [
  { href: warningsPath, text: t('warnings') },
  { href: feedsPath, text: t('feeds') },
  { href: feedPath(feed.id), text: feed.name },
];

/** In groups, as people read it to each other over the phone. */
export function Fingerprint({ of }: { of: string }): Markup {
  return <code>{of.replace(/(.{8})(?=.)/g, '$1 ')}</code>;
}

export const signerOf = (t: Words, subject: string): string => subject || t('pinBareKey');

function validity(view: View, pin: Pinned): string {
  const { t } = view;
  if (!pin.notBefore || !pin.notAfter) return t('pinNoEnd');
  return t('ruleShownText', { from: moment(view, pin.notBefore), to: moment(view, pin.notAfter) });
}

function PinTag({ view, pin }: { view: View; pin: Pinned }): Markup {
  const { t, now } = view;
  if (pin.state === 'ended') return <Tag kind="neutral" text={t('ruleState_ended')} />;
  if (!isInTime(pin, now)) return <Tag kind="late" text={t('pinOutOfTime')} />;
  if (pin.state === 'proposed') return <Tag kind="wait" text={t('ruleState_proposed')} />;
  const soon = pin.notAfter !== null && pin.notAfter.getTime() - now.getTime() < endsSoonMs;
  return <Tag kind={soon ? 'wait' : 'ok'} text={t(soon ? 'pinEndsSoon' : 'ruleState_active')} />;
}

export function PinnedSection({ view, feed, pins }: { view: View; feed: Feed; pins: readonly Pinned[] }): Markup {
  const { t } = view;
  return (
    <>
      <h2>{t('pins')}</h2>
      <p>{t('pinsLead')}</p>
      <DataTable
        caption={t('pins')}
        captionHidden
        columns={[
          { key: 'subject', text: t('pinSubject') },
          { key: 'fingerprint', text: t('pinFingerprint') },
          { key: 'validity', text: t('pinValidity') },
          { key: 'state', text: t('feedState') },
        ]}
        rows={pins.map((pin) => ({
          href: pinPath(pin.id),
          cells: {
            subject: signerOf(t, pin.subject),
            fingerprint: <Fingerprint of={pin.fingerprint} />,
            validity: validity(view, pin),
            state: <PinTag view={view} pin={pin} />,
          },
        }))}
        empty={{ title: t('noPins'), text: t('noPinsText') }}
      />
      <Actions>
        <Button kind="second" href={newPinRoom.path(feed.id)} text={t('newPin')} />
      </Actions>
    </>
  );
}

export function PinFormPage(props: { view: View; feed: Feed; typed: Typed; troubles: readonly Trouble[] }): Markup {
  const { view, feed, typed, troubles } = props;
  const { t } = view;
  return (
    <DeskPage view={view} title={t('newPin')} width="narrow" trail={trailOf(t, feed)}>
      <Troubles t={t} troubles={troubles} />
      <PageHeading title={t('newPin')} caption={feed.name} />
      <p>{t('newPinLead')}</p>
      <form method="post" action={newPinRoom.path(feed.id)} enctype="multipart/form-data" novalidate>
        <FileField name="file" label={t('pinFile')} hint={t('pinFileHint')} accept=".pem,.crt,.cer" />
        <TextArea
          name="pem"
          label={t('pinText')}
          hint={t('pinTextHint')}
          rows={8}
          noSpellcheck
          value={typedText(typed, 'pem')}
          error={errorAt(t, troubles, 'pem')}
        />
        <Actions>
          <Button text={t('ruleSave')} />
          <Button kind="second" href={feedPath(feed.id)} text={t('cancel')} />
        </Actions>
      </form>
    </DeskPage>
  );
}

export function PinPage(props: {
  view: View;
  feed: Feed;
  pin: Pinned;
  /** The reader is another person than the one that has sent it in. */
  mayConfirm: boolean;
  troubles: readonly Trouble[];
}): Markup {
  const { view, feed, pin, troubles } = props;
  const { t } = view;
  const acted = (account: number | null, at: Date | null) =>
    at ? t('decidedText', { who: who(view, account), when: moment(view, at) }) : '–';
  const confirms = pin.state === 'proposed' && props.mayConfirm;
  return (
    <DeskPage view={view} title={t('pin')} trail={trailOf(t, feed)}>
      <Troubles t={t} troubles={troubles} />
      <PageHeading title={t('pin')} caption={feed.name} meta={<PinTag view={view} pin={pin} />} />
      <SummaryList
        rows={[
          { key: t('pinSubject'), value: signerOf(t, pin.subject) },
          { key: t('pinFingerprint'), value: <Fingerprint of={pin.fingerprint} /> },
          { key: t('pinValidity'), value: validity(view, pin) },
          { key: t('pinMade'), value: acted(pin.madeBy, pin.madeAt) },
          { key: t('ruleConfirmed'), value: acted(pin.confirmedBy, pin.confirmedAt) },
          ...(pin.endedAt ? [{ key: t('ruleEnded'), value: acted(pin.endedBy, pin.endedAt) }] : []),
        ]}
      />
      {pin.state === 'proposed' && !props.mayConfirm && (
        <Banner kind="info">
          <p>{t('ruleOwnText')}</p>
        </Banner>
      )}
      {pin.state !== 'ended' && (
        <form method="post" action={pinPath(pin.id)}>
          {confirms && <p>{t('pinConfirmText')}</p>}
          <Actions>
            {confirms && <Button name="act" value="confirm" text={t('ruleConfirm')} />}
            <Button kind="second" name="act" value="end" text={t('pinEnd')} />
          </Actions>
        </form>
      )}
    </DeskPage>
  );
}
