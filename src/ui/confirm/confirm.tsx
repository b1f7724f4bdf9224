import { Button } from '../button/button.tsx';
import type { Content, Markup } from '../content.ts';
import { Hidden } from '../field/field.tsx';

export type ConfirmPanelProps = {
  title: string;
  text: Content;
  action: string;
  confirmText: string;
  cancelHref: string;
  cancelText: string;
  danger?: boolean;
  hidden?: Record<string, string | number>;
  /** Fields that the confirmation needs, such as a reason. */
  children?: Content;
};

/** What will happen, in words, and one button that does it. A page of its own: no dialog asks "are you sure". */
export function ConfirmPanel(props: ConfirmPanelProps): Markup {
  return (
    <form class="confirm" method="post" action={props.action}>
      <h1>{props.title}</h1>
      <div class="confirm-text">{props.text}</div>
      {Object.entries(props.hidden ?? {}).map(([name, value]) => (
        <Hidden name={name} value={value} />
      ))}
      {props.children}
      <div class="actions">
        <Button kind={props.danger ? 'danger' : 'main'} text={props.confirmText} />
        <Button kind="second" href={props.cancelHref} text={props.cancelText} />
      </div>
    </form>
  );
}
