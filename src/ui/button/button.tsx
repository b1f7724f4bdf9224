import type { Markup } from '../content.ts';

export type ButtonProps = {
  text: string;
  kind?: 'main' | 'second' | 'danger';
  /** Part of the name that only a screen reader needs, such as which row the button belongs to. */
  hiddenText?: string;
  name?: string;
  value?: string;
  /** With an address it is a link that looks like a button. */
  href?: string;
  type?: 'submit' | 'button';
  formaction?: string;
  /** Id of the form, where the button stands outside it. */
  form?: string;
  shortcut?: string;
  download?: boolean;
  disabled?: boolean;
};

export function Button(props: ButtonProps): Markup {
  const { text, kind = 'main', hiddenText, shortcut } = props;
  const name = (
    <>
      {text}
      {hiddenText && <span class="hidden"> {hiddenText}</span>}
    </>
  );
  if (props.href !== undefined && !props.disabled) {
    return (
      <a class={`button ${kind}`} href={props.href} data-shortcut={shortcut} download={props.download ? '' : undefined}>
        {name}
      </a>
    );
  }
  return (
    <button
      class={`button ${kind}`}
      type={props.type ?? 'submit'}
      name={props.name}
      value={props.value}
      formaction={props.formaction}
      form={props.form}
      disabled={props.disabled}
      data-shortcut={shortcut}
    >
      {name}
    </button>
  );
}
