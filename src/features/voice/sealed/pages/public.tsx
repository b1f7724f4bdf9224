/** What the public side says of sealed names: who opens them, and the fields of the last page. */

import { type Typed, typedText } from '#platform/http/form.ts';
import { dateInWords } from '#platform/i18n.ts';
import type { Trouble } from '#platform/trouble.ts';
import { Banner } from '#ui/banner/banner.tsx';
import type { Markup } from '#ui/content.ts';
import { Details } from '#ui/details/details.tsx';
import { Radios } from '#ui/field/choices.tsx';
import { Hidden, TextField } from '#ui/field/field.tsx';
import { type AskView, errorAt } from '../../ask/pages/frame.tsx';
import { askPath } from '../../ask/paths.ts';
import { longest, type Opener, openerWishes, paddedBytes, type Seat } from '../model/box.ts';

export interface ShownSeat {
  seat: Seat;
  name: string;
  fingerprint: string;
}

/** Who opens sealed names; empty where no key is in use. `lostOn`: a key was lost, and names under it may be closed. */
export interface Ombudspersons {
  seats: readonly ShownSeat[];
  lostOn: string | undefined;
}

export function Seats(props: { view: AskView; ombudspersons: Ombudspersons }): Markup {
  const { view, ombudspersons } = props;
  const { t, language } = view;
  const { seats, lostOn } = ombudspersons;
  const of = (seat: Seat) => seats.find((one) => one.seat === seat);
  const [first, outside] = [of('first'), of('outside')];
  const line = (text: string, one: ShownSeat) => (
    <li>
      {text}
      <div class="meta">{t('fingerprintIs', { fingerprint: one.fingerprint })}</div>
    </li>
  );
  return (
    <>
      {seats.length === 0 ? (
        <Banner kind="info" title={t('vacancyTitle')}>
          <p>{t('vacancyText')}</p>
        </Banner>
      ) : (
        <div class="prose">
          <ul>
            {first ? line(t('ombudsIs', { name: first.name }), first) : <li>{t('seatFirstVacant')}</li>}
            {outside ? line(t('ombudsOutside', { name: outside.name }), outside) : <li>{t('seatOutsideVacant')}</li>}
          </ul>
        </div>
      )}
      {lostOn && <p class="hint">{t('seatLost', { day: dateInWords(lostOn, language) })}</p>}
    </>
  );
}

/** How somebody wants to be; without a key in use there is one way only, and nothing to choose. */
export function WayFields(props: {
  view: AskView;
  ombudspersons: Ombudspersons;
  typed: Typed;
  troubles: readonly Trouble[];
}): Markup | null {
  const { view, ombudspersons, typed, troubles } = props;
  const { t } = view;
  const { seats } = ombudspersons;
  if (seats.length === 0) return null;
  const nameOf = (seat: string) => seats.find((one) => one.seat === seat)?.name ?? '';
  return (
    <>
      <Radios
        name="way"
        legend={t('wayTitle')}
        value={typedText(typed, 'way') || 'anonymous'}
        error={errorAt(t, troubles, 'way')}
        items={[
          { value: 'anonymous', text: t('wayAnonymous'), hint: t('wayAnonymousHint') },
          { value: 'sealed', text: t('waySealed'), hint: t('waySealedHint') },
        ]}
      />
      {seats.length > 1 && (
        <Radios
          name="openers"
          legend={t('openersTitle')}
          hint={t('openersHint')}
          value={typedText(typed, 'openers') || 'any'}
          items={openerWishes.map((wish) => ({ value: wish, text: t(`openers_${wish}`, { name: nameOf(wish) }) }))}
        />
      )}
    </>
  );
}

export interface PersonProps {
  view: AskView;
  openers: readonly Opener[];
  /** Their holders. */
  names: string;
  typed: Typed;
  /** As the browser sealed them, on their way (carried.ts). */
  boxes: readonly string[];
  troubles: readonly Trouble[];
}

/** For the form around: what script/seal.js needs to know. */
export function sealing({ language }: AskView, openers: readonly Opener[]) {
  const keys = openers.map(({ keyId, publicKey }) => ({ id: keyId, publicKey: publicKey.toString('base64') }));
  return {
    'data-seal': JSON.stringify(keys),
    'data-seal-bytes': paddedBytes,
    'data-seal-script': askPath('sodium', language),
  };
}

export function PersonFields(props: PersonProps): Markup {
  const { view, typed, boxes, troubles } = props;
  const { t } = view;
  const at = (field: string) => errorAt(t, troubles, field);
  const value = (field: string) => typedText(typed, field);
  const fields = (
    <>
      <TextField
        name="person_name"
        label={t('personName')}
        value={value('person_name')}
        maxlength={longest.name}
        width={20}
        autocomplete="off"
        noSpellcheck
        error={at('person_name')}
      />
      <TextField
        name="person_mail"
        label={t('personMail')}
        hint={t('personMailHint')}
        value={value('person_mail')}
        maxlength={longest.mail}
        inputmode="email"
        autocomplete="off"
        noSpellcheck
        error={at('person_mail')}
      />
      <TextField
        name="person_phone"
        label={t('personPhone')}
        hint={t('personPhoneHint')}
        value={value('person_phone')}
        maxlength={longest.phone}
        width={20}
        autocomplete="off"
        noSpellcheck
        error={at('person_phone')}
      />
    </>
  );
  return (
    <fieldset class="field">
      <legend>{t('personTitle')}</legend>
      <p class="hint">
        {t('personLead', { names: props.names })}{' '}
        <span role="status" data-seal-status data-here={t('personHere')} data-there={t('personServer')}>
          {t('personServer')}
        </span>
      </p>
      <p
        class="error"
        role="alert"
        data-seal-trouble
        data-name={t('personNameMissing')}
        data-contact={t('personContactMissing')}
        data-mail={t('personMailWrong')}
        data-number={t('identityNumber')}
        hidden
      ></p>
      {boxes.map((box) => (
        <Hidden name="box" value={box} />
      ))}
      {boxes.length > 0 ? (
        <>
          <p>{t('personKept')}</p>
          <Details summary={t('personAgain')}>{fields}</Details>
        </>
      ) : (
        fields
      )}
    </fieldset>
  );
}
