import type { Content, Markup } from '../content.ts';
import { describedBy, Frame, fieldId } from './frame.tsx';

type FieldProps = {
  id?: string;
  name: string;
  label: string;
  labelHidden?: boolean;
  hint?: Content;
  error?: string;
  /** Told to screen readers; the server checks and words the error, not the browser in its own language. */
  required?: boolean;
  disabled?: boolean;
};

type TextProps = FieldProps & {
  value?: string | number;
  autocomplete?: string;
  lang?: string;
  maxlength?: number;
  /** For codes and names, which no dictionary knows. */
  noSpellcheck?: boolean;
  readonly?: boolean;
};

export type TextFieldProps = TextProps & {
  type?: 'text' | 'email' | 'tel' | 'password' | 'number' | 'date' | 'time' | 'search' | 'url' | 'datetime-local';
  inputmode?: 'numeric' | 'decimal' | 'tel' | 'email' | 'url' | 'text';
  /** Characters that are expected; the box is as wide as its answer. */
  width?: 4 | 10 | 20;
  min?: string | number;
  max?: string | number;
  step?: string | number;
  placeholder?: string;
};

export function TextField(props: TextFieldProps): Markup {
  const id = props.id ?? fieldId(props.name);
  const { label, labelHidden, hint, error } = props;
  return (
    <Frame {...{ id, label, labelHidden, hint, error }}>
      <input
        id={id}
        name={props.name}
        type={props.type ?? 'text'}
        class={props.width ? `w${props.width}` : undefined}
        value={props.value}
        autocomplete={props.autocomplete}
        inputmode={props.inputmode}
        lang={props.lang}
        min={props.min}
        max={props.max}
        step={props.step}
        maxlength={props.maxlength}
        placeholder={props.placeholder}
        readonly={props.readonly}
        {...spelling(props)}
        {...state(id, props)}
      />
    </Frame>
  );
}

export type TextAreaProps = TextProps & { rows?: number };

export function TextArea(props: TextAreaProps): Markup {
  const id = props.id ?? fieldId(props.name);
  const { label, labelHidden, hint, error } = props;
  return (
    <Frame {...{ id, label, labelHidden, hint, error }}>
      <textarea
        id={id}
        name={props.name}
        rows={props.rows ?? 5}
        lang={props.lang}
        maxlength={props.maxlength}
        autocomplete={props.autocomplete}
        readonly={props.readonly}
        {...spelling(props)}
        {...state(id, props)}
      >
        {/* A browser drops the first line break in a text area: one more keeps the writer's own. */}
        {String(props.value ?? '').startsWith('\n') ? `\n${props.value}` : (props.value ?? '')}
      </textarea>
    </Frame>
  );
}

export type SelectProps = FieldProps & {
  options: { value: string; text: string; selected?: boolean; lang?: string }[];
  value?: string;
};

export function Select(props: SelectProps): Markup {
  const id = props.id ?? fieldId(props.name);
  const { label, labelHidden, hint, error } = props;
  return (
    <Frame {...{ id, label, labelHidden, hint, error }}>
      <select id={id} name={props.name} {...state(id, props)}>
        {props.options.map((option) => (
          <option value={option.value} selected={option.selected ?? option.value === props.value} lang={option.lang}>
            {option.text}
          </option>
        ))}
      </select>
    </Frame>
  );
}

export type FileFieldProps = FieldProps & { accept?: string; multiple?: boolean };

export function FileField(props: FileFieldProps): Markup {
  const id = props.id ?? fieldId(props.name);
  const { label, labelHidden, hint, error } = props;
  return (
    <Frame {...{ id, label, labelHidden, hint, error }}>
      <input
        id={id}
        name={props.name}
        type="file"
        accept={props.accept}
        multiple={props.multiple}
        {...state(id, props)}
      />
    </Frame>
  );
}

export function Hidden({ name, value }: { name: string; value: string | number }): Markup {
  return <input type="hidden" name={name} value={value} />;
}

// hono leaves out an attribute that is false, but here "false" has to be said.
function spelling({ noSpellcheck }: TextProps) {
  return noSpellcheck ? { spellcheck: 'false' as unknown as boolean } : {};
}

function state(id: string, { hint, error, required, disabled }: FieldProps) {
  return {
    'aria-describedby': describedBy(id, hint, error),
    'aria-invalid': error ? 'true' : undefined,
    'aria-required': required ? 'true' : undefined,
    disabled,
  };
}
