import type { Content, Markup } from '../content.ts';

/** The address of a field inside its page; an error summary links to `#` and this. */
export function fieldId(name: string): string {
  return `f-${name}`;
}

export type FrameProps = {
  id: string;
  label: string;
  labelHidden?: boolean;
  hint?: Content;
  error?: string;
};

export function describedBy(id: string, hint: Content, error: string | undefined): string | undefined {
  return [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
}

/** Label, hint, error and then the control, in the order in which they are read. */
export function Frame({ id, label, labelHidden, hint, error, children }: FrameProps & { children: Content }): Markup {
  return (
    <div class={error ? 'field wrong' : 'field'}>
      <label for={id} class={labelHidden ? 'hidden' : undefined}>
        {label}
      </label>
      <HintAndError id={id} hint={hint} error={error} />
      {children}
    </div>
  );
}

export function HintAndError({ id, hint, error }: { id: string; hint?: Content; error?: string }): Markup {
  return (
    <>
      {hint && (
        <div class="hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      {error && (
        <p class="error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </>
  );
}

export type FieldsetProps = {
  legend: string;
  legendHidden?: boolean;
  id?: string;
  hint?: Content;
  error?: string;
  children: Content;
};

export function Fieldset({ legend, legendHidden, id, hint, error, children }: FieldsetProps): Markup {
  const base = id ?? '';
  return (
    <fieldset class={error ? 'field wrong' : 'field'} aria-describedby={id ? describedBy(id, hint, error) : undefined}>
      <legend class={legendHidden ? 'hidden' : undefined}>{legend}</legend>
      {id ? <HintAndError id={base} hint={hint} error={error} /> : <PlainHint hint={hint} error={error} />}
      {children}
    </fieldset>
  );
}

function PlainHint({ hint, error }: { hint?: Content; error?: string }): Markup {
  return (
    <>
      {hint && <div class="hint">{hint}</div>}
      {error && <p class="error">{error}</p>}
    </>
  );
}
