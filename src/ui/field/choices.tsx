import type { Content, Markup } from '../content.ts';
import { describedBy, Fieldset, fieldId, HintAndError } from './frame.tsx';

export type Choice = {
  value: string;
  text: string;
  hint?: Content;
  checked?: boolean;
  disabled?: boolean;
  lang?: string;
};

export type CheckboxProps = {
  id?: string;
  name: string;
  label: string;
  /** For the first column of a table, where the row says what is chosen. */
  labelHidden?: boolean;
  value?: string;
  checked?: boolean;
  hint?: Content;
  error?: string;
  disabled?: boolean;
};

export function Checkbox(props: CheckboxProps): Markup {
  const id = props.id ?? fieldId(props.name);
  const { hint, error } = props;
  return (
    <div class={error ? 'field wrong' : 'field'}>
      {error && <HintAndError id={id} error={error} />}
      <Box
        type="checkbox"
        {...{ id }}
        {...props}
        value={props.value ?? 'yes'}
        text={props.label}
        invalid={Boolean(error)}
      >
        {hint}
      </Box>
    </div>
  );
}

type ChoicesProps = {
  id?: string;
  name: string;
  legend: string;
  legendHidden?: boolean;
  hint?: Content;
  error?: string;
  items: Choice[];
  inline?: boolean;
  /** All in one row of equal parts, also on a phone: for three short ones, many times on a page. */
  even?: boolean;
};

export type CheckboxesProps = ChoicesProps;

export function Checkboxes(props: CheckboxesProps): Markup {
  return <Choices type="checkbox" {...props} />;
}

export type RadiosProps = ChoicesProps & { value?: string };

export function Radios(props: RadiosProps): Markup {
  const items = props.items.map((item) => ({ ...item, checked: item.checked ?? item.value === props.value }));
  return <Choices type="radio" {...props} items={items} />;
}

function Choices(props: ChoicesProps & { type: 'checkbox' | 'radio' }): Markup {
  const id = props.id ?? fieldId(props.name);
  const { legend, legendHidden, hint, error } = props;
  return (
    <Fieldset {...{ id, legend, legendHidden, hint, error }}>
      <div class={props.even ? 'choices even' : props.inline ? 'choices inline' : 'choices'}>
        {props.items.map((item, index) => (
          // The first keeps the plain id: that is where the error summary leads.
          <Box
            type={props.type}
            id={index === 0 ? id : `${id}-${index + 1}`}
            name={props.name}
            {...item}
            invalid={Boolean(error)}
            inGroup
          >
            {item.hint}
          </Box>
        ))}
      </div>
    </Fieldset>
  );
}

type BoxProps = {
  type: 'checkbox' | 'radio';
  id: string;
  name: string;
  value: string;
  text: string;
  labelHidden?: boolean;
  checked?: boolean;
  disabled?: boolean;
  lang?: string;
  invalid: boolean;
  /** In a group the fieldset carries the error, so each box describes only its own hint. */
  inGroup?: boolean;
  children?: Content;
};

function Box(props: BoxProps): Markup {
  const { id, children: hint } = props;
  const error = props.invalid && !props.inGroup ? 'error' : undefined;
  const own = props.inGroup ? `${id}-item` : id;
  return (
    <div class="choice">
      <input
        type={props.type}
        id={id}
        name={props.name}
        value={props.value}
        checked={props.checked}
        disabled={props.disabled}
        aria-describedby={describedBy(own, hint, error)}
        aria-invalid={error ? 'true' : undefined}
      />
      <label for={id} lang={props.lang}>
        {props.labelHidden ? <span class="hidden">{props.text}</span> : props.text}
      </label>
      {hint && (
        <div class="hint" id={`${own}-hint`}>
          {hint}
        </div>
      )}
    </div>
  );
}
