import type { Trouble } from '#platform/trouble.ts';
import { Banner } from '#ui/banner/banner.tsx';
import { ConfirmPanel } from '#ui/confirm/confirm.tsx';
import type { Content, Link, Markup } from '#ui/content.ts';
import { Checkbox } from '#ui/field/choices.tsx';
import { DirectoryPage, errorAt, type Frame, inWords, Troubles } from './frame.tsx';

export interface ConfirmationProps {
  frame: Frame;
  title: string;
  text: string | readonly string[];
  action: string;
  confirmText: string;
  /** The page from which the reader came. */
  back: Link;
  danger?: boolean;
  troubles?: readonly Trouble[];
  children?: Content;
}

/** What will happen, in words, before it does. */
export function ConfirmationPage(props: ConfirmationProps): Markup {
  const { frame, title, text, back, troubles = [] } = props;
  const { t } = frame;
  const overall = troubles.filter((trouble) => trouble.field === null);
  const lines = typeof text === 'string' ? [text] : text;
  return (
    <DirectoryPage frame={frame} title={title} trail={[back]} width="narrow">
      <Troubles t={t} troubles={troubles.filter((trouble) => trouble.field !== null)} />
      {overall.map((trouble) => (
        <Banner kind="danger" title={inWords(t, trouble)} />
      ))}
      <ConfirmPanel
        title={title}
        text={lines.map((line) => <p>{line}</p>)}
        action={props.action}
        confirmText={props.confirmText}
        cancelHref={back.href}
        cancelText={t('cancel')}
        danger={props.danger}
      >
        {props.children}
      </ConfirmPanel>
    </DirectoryPage>
  );
}

/** The one thing that opting back in needs: that the person wished it. */
export function WishBox({ frame, troubles }: { frame: Frame; troubles: readonly Trouble[] }): Markup {
  return <Checkbox name="wish" label={frame.t('optInWish')} error={errorAt(frame.t, troubles, 'wish')} />;
}
