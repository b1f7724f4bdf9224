/** At the desk: the text that leaves by Open311. */
import { type Typed, typedText } from '#platform/http/form.ts';
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Hidden, TextArea, TextField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Panel } from '#ui/panel/panel.tsx';
import { DeskPage, day, errorAt, type View } from '../handling/pages/frame.tsx';
import { casePath } from '../handling/paths.ts';
import type { Case } from '../model/case.ts';
import { longestAddress } from '../model/kinds.ts';
import { longestDescription } from './model/request.ts';
import { releaseRoom } from './paths.ts';

export function ReleasePage(props: {
  view: View;
  one: Case;
  /** Since when something is listed. */
  since: string | undefined;
  typed: Typed;
  troubles: readonly Trouble[];
}): Markup {
  const { view, one, since, typed, troubles } = props;
  const { t } = view;
  const trail = [{ href: casePath(one.number), text: one.number }];
  const action = releaseRoom.path(one.number);
  return (
    <DeskPage view={view} title={t('release')} trail={trail} troubles={troubles}>
      <PageHeading
        title={t('release')}
        caption={`${one.number} · ${since ? t('releaseSince', { day: day(view, since) }) : t('releaseNone')}`}
      />
      <p>{t('releaseLead')}</p>
      <Panel title={t('releaseOriginal')}>
        <div class="prose" lang={one.language}>
          {(one.text ?? '').split('\n').map((line) => (
            <p dir="auto">{line}</p>
          ))}
        </div>
      </Panel>
      <form method="post" action={action} novalidate>
        <Hidden name="act" value="release" />
        <TextArea
          name="text"
          label={t('releaseText')}
          lang={one.language}
          rows={8}
          maxlength={longestDescription}
          value={typedText(typed, 'text')}
          error={errorAt(view, troubles, 'text')}
          noSpellcheck
        />
        <TextField
          name="address"
          label={t('releaseAddress')}
          hint={t('releaseAddressHint')}
          maxlength={longestAddress}
          value={typedText(typed, 'address')}
          error={errorAt(view, troubles, 'address')}
          autocomplete="off"
          noSpellcheck
        />
        <Actions>
          <Button text={t(since ? 'releaseChange' : 'releaseDo')} />
          <Button kind="second" href={casePath(one.number)} text={t('cancel')} />
        </Actions>
      </form>
      {since && (
        <form method="post" action={action}>
          <Hidden name="act" value="back" />
          <Actions>
            <Button kind="second" text={t('releaseBack')} />
          </Actions>
        </form>
      )}
    </DeskPage>
  );
}
