/** Part of the page at /ask that shows a case to its person: the text that is to be in public, and their say. No script. */
import { dateInWords, hasKey, type Language } from '#platform/i18n.ts';
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Content, Markup } from '#ui/content.ts';
import { Details } from '#ui/details/details.tsx';
import { Hidden, TextField } from '#ui/field/field.tsx';
import { Panel } from '#ui/panel/panel.tsx';
import { words } from '../../messages.ts';
import { longestPrintedName } from '../../model/kinds.ts';
import type { Publication, Published } from '../model/published.ts';
import { publishedPath } from '../paths.ts';
import { Written } from './frame.tsx';

export interface ConsentProps {
  /** Checked by a second person, and not out yet. */
  shown: Publication | undefined;
  out: Published | undefined;
  language: Language;
  /** Where the forms go; each carries the code. */
  action: string;
  code: string;
  name: string;
  troubles: readonly Trouble[];
}

export function ConsentPart(props: ConsentProps): Markup | null {
  const { shown, out, language } = props;
  const t = words(language);
  if (!shown && !out) return null;
  return (
    <>
      <h2>{t('consentTitle')}</h2>
      {out && (
        <p>
          {t('consentOut', { day: dateInWords(out.publishedOn, language) })}{' '}
          <a href={publishedPath(out.number)} rel="noreferrer">
            {t('consentPage')}
          </a>
        </p>
      )}
      {shown?.publishOn && (
        <>
          <p>{t('consentShown', { day: dateInWords(shown.publishOn, language) })}</p>
          <Panel title={shown.title}>
            <Written text={shown.question} lang={shown.language} />
            <h3>{t('answerAnswer')}</h3>
            <Written text={shown.answer} lang={shown.language} />
          </Panel>
          <Said {...props}>
            <Button name="act" value="publishSoon" text={t('consentSoon')} />
          </Said>
        </>
      )}
      <Name {...props} />
      <Details summary={t('consentNo')}>
        <p>{t('consentNoText')}</p>
        <Said {...props}>
          <Button kind="danger" name="act" value="publishNo" text={t('consentNo')} />
        </Said>
      </Details>
    </>
  );
}

function Said(props: ConsentProps & { field?: Content; children: Content }): Markup {
  const { shown, out, action, code } = props;
  const revision = shown ? `draft-${shown.revision}` : `version-${out?.version}`;
  return (
    <form method="post" action={action} autocomplete="off" novalidate>
      <Hidden name="code" value={code} />
      <Hidden name="revision" value={revision} />
      {props.field}
      <Actions>{props.children}</Actions>
    </form>
  );
}

function Name(props: ConsentProps): Markup {
  const { shown, out, language, troubles } = props;
  const t = words(language);
  const name = (shown ?? out)?.printedName;
  if (name) {
    return (
      <Said {...props} field={<p>{t('consentNamed', { name })}</p>}>
        <Button kind="second" name="act" value="nameNo" text={t('consentNameNo')} />
      </Said>
    );
  }
  const trouble = troubles.find(({ field }) => field === 'name');
  const error = trouble && hasKey(words.catalogue, trouble.key) ? t(trouble.key, trouble.context) : undefined;
  const field = (
    <TextField
      name="name"
      label={t('consentName')}
      hint={t('consentNameHint')}
      value={props.name}
      maxlength={longestPrintedName}
      autocomplete="off"
      noSpellcheck
      error={error}
    />
  );
  return (
    <Details summary={t('consentName')} open={trouble !== undefined}>
      <Said {...props} field={field}>
        <Button kind="second" name="act" value="nameYes" text={t('consentNameYes')} />
      </Said>
    </Details>
  );
}
