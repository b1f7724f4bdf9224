/** The questions as fields: on the family's page, in the preview, and where a teacher enters a reply. */
import type { Trouble } from '#platform/trouble.ts';
import type { Content, Markup } from '#ui/content.ts';
import { Checkbox, Checkboxes, Radios } from '#ui/field/choices.tsx';
import { FileField, TextArea, TextField } from '#ui/field/field.tsx';
import { count, day, errorAt, say, troubleText, type View } from '../../pages/frame.tsx';
import { type Answer, fieldOf } from '../model/answer.ts';
import { languageOfWords, type Question, type Slip, slipFileExtensions, slipLimits, wordedFor } from '../model/slip.ts';

export type FormProps = {
  view: View;
  slip: Slip;
  /** The reader's language of content, and the notice's main one. */
  language: string;
  main: string;
  values: (field: string) => string[];
  troubles?: readonly Trouble[];
  /** Files that were sent before. */
  files?: Answer['files'];
};

/** All questions in their order. */
export function QuestionFields(props: FormProps): Markup {
  return (
    <>
      {props.slip.questions.map((question) => (
        <div lang={languageOfWords(question.text, props.language, props.main)}>
          <QuestionField {...props} question={question} />
        </div>
      ))}
    </>
  );
}

function QuestionField(props: FormProps & { question: Question }): Markup {
  const { view, question, language, main, values, troubles } = props;
  const t = say(view);
  const words = wordedFor(question.text, language, main);
  const label = question.required ? words : t('optionalMark', { text: words });
  const name = fieldOf(question.key);
  const help = wordedFor(question.help, language, main);
  const given = values(name);
  const common = { name, error: errorInWords(view, troubles, name), required: question.required };
  const hint = hintOf(view, help, limitsOf(view, question, language, main));
  switch (question.kind) {
    case 'choice':
      return <Radios {...common} legend={label} hint={hint} value={given[0]} items={optionsOf(props, question)} />;
    case 'choices': {
      const items = optionsOf(props, question).map((item) => ({ ...item, checked: given.includes(item.value) }));
      return <Checkboxes {...common} legend={label} hint={hint} items={items} />;
    }
    case 'consent': {
      const items = (['agree', 'disagree'] as const).map((value) => ({ value, text: t(value), lang: view.language }));
      return <Radios {...common} legend={label} hint={hint} value={given[0]} items={items} />;
    }
    case 'text':
      return (
        <TextArea
          {...common}
          label={label}
          hint={hint}
          value={given[0]}
          rows={2}
          maxlength={slipLimits.answer}
          lang={language}
        />
      );
    case 'number':
      return <TextField {...common} label={label} hint={hint} value={given[0]} inputmode="numeric" width={10} />;
    case 'date': {
      const bounds = { min: question.from ?? undefined, max: question.to ?? undefined };
      return <TextField {...common} {...bounds} type="date" label={label} hint={hint} value={given[0]} width={20} />;
    }
    case 'file':
      return <FileQuestion {...props} {...common} label={label} hint={hint} />;
  }
}

function FileQuestion(
  props: FormProps & { question: Question; name: string; label: string; hint: Content; error?: string },
): Markup {
  const { view, question, name, label, error, files } = props;
  const t = say(view);
  const before = files?.find((file) => file.question === question.key);
  const hint = (
    <>
      {props.hint} {before && t('fileThere', { name: before.name })}
    </>
  );
  return (
    <>
      <FileField {...{ name, label, hint, error }} accept={slipFileExtensions} required={question.required} />
      {before && !question.required && <Checkbox name={`take-${name}`} label={t('takeFile')} />}
    </>
  );
}

function optionsOf({ language, main }: FormProps, question: Question) {
  return (question.options ?? []).map((option, index) => ({
    value: String(index),
    text: wordedFor(option, language, main),
  }));
}

function hintOf(view: View, help: string, limits: string): Content {
  if (!help && !limits) return undefined;
  return (
    <>
      {help && <span>{help}</span>}
      {help && limits && ' '}
      {limits && <span lang={view.language}>{limits}</span>}
    </>
  );
}

/** What an answer may be, in words. */
export function limitsOf(view: View, question: Question, language: string, main: string): string {
  const t = say(view);
  const { kind, least, most, from, to } = question;
  if (kind === 'file') return t('fileHint', { megabytes: slipLimits.fileBytes / 1024 / 1024 });
  if (kind === 'date') {
    const [first, last] = [from && day(view, from), to && day(view, to)];
    if (first && last) return t('dateBetween', { from: first, to: last });
    return first ? t('dateFrom', { from: first }) : last ? t('dateTo', { to: last }) : '';
  }
  if (kind !== 'number') return '';
  const unit = wordedFor(question.unit, language, main);
  const [low, high] = [least ?? null, most ?? null].map((n) => (n === null ? '' : count(view, n)));
  const range =
    low && high
      ? t('numberBetween', { least: low, most: high })
      : low
        ? t('numberFrom', { least: low })
        : high
          ? t('numberTo', { most: high })
          : '';
  return range ? `${range} ${unit}`.trim() : unit && t('numberUnit', { unit });
}

/** The words at a field; a day in them is written out. */
export function errorInWords(view: View, troubles: readonly Trouble[] | undefined, field: string): string | undefined {
  const trouble = troubles?.find((candidate) => candidate.field === field);
  return trouble?.context?.day ? troubleText(say(view), readable(view, trouble)) : errorAt(say(view), troubles, field);
}

export function readable(view: View, trouble: Trouble): Trouble {
  const on = trouble.context?.day;
  return on ? { ...trouble, context: { ...trouble.context, day: day(view, String(on)) } } : trouble;
}

/** The typed values of a stored answer. */
export function valuesOf(answer: Answer | undefined): (field: string) => string[] {
  return (field) => {
    const value = answer?.answers[field.slice(1)];
    return value === undefined ? [] : [value].flat().map(String);
  };
}

/** One answer in words, in a language of content. */
export function inWords(view: View, question: Question, answer: Answer, language: string, main: string): string {
  const t = say(view);
  if (question.kind === 'file') return answer.files.find((file) => file.question === question.key)?.name ?? '';
  const value = answer.answers[question.key];
  if (value === undefined) return '';
  if (question.kind === 'consent') return t(value === 'agree' ? 'yes' : 'no');
  if (question.kind === 'date') return day(view, String(value));
  if (question.options) {
    return [value]
      .flat()
      .map((place) => wordedFor(question.options?.[Number(place)], language, main))
      .join(t('comma'));
  }
  if (question.kind === 'number')
    return `${count(view, Number(value))} ${wordedFor(question.unit, language, main)}`.trim();
  return String(value);
}
