/** A form that a passkey fills in. Without the script, or in a browser that knows no passkeys, it stays hidden. */
import { Button } from '#ui/button/button.tsx';
import type { Content, Markup } from '#ui/content.ts';
import { Hidden } from '#ui/field/field.tsx';
import { scriptHref } from '#ui/stylesheet.ts';
import { say, type View } from './frame.tsx';

export interface PasskeyOffer {
  options: string;
  ticket: string;
}

export interface PasskeyFormProps {
  view: View;
  offer: PasskeyOffer;
  act: 'create' | 'get';
  action: string;
  text: string;
  kind?: 'main' | 'second';
  /** Before the names of the form's own two fields, where others travel with them. */
  prefix?: string;
  children?: Content;
}

export function PasskeyForm({ view, offer, act, action, text, kind, prefix = '', children }: PasskeyFormProps): Markup {
  return (
    <form
      method="post"
      action={action}
      hidden
      data-passkey={offer.options}
      data-passkey-act={act}
      data-passkey-answer={`${prefix}response`}
      novalidate
    >
      <Hidden name={`${prefix}ticket`} value={offer.ticket} />
      <Hidden name={`${prefix}response`} value="" />
      {children}
      <p class="error" role="alert" hidden data-passkey-trouble>
        {say(view)(act === 'create' ? 'passkeyNotMade' : 'passkeyNone')}
      </p>
      <Button kind={kind ?? 'main'} text={text} />
    </form>
  );
}

/** For the head of a page with such a form. */
export function PasskeyScript(): Markup {
  return <script src={scriptHref('passkey.js')} defer></script>;
}
