import { momentInWords } from '#platform/i18n.ts';
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Link, Markup } from '#ui/content.ts';
import { Hidden, TextField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import type { WrittenKind } from '../model.ts';
import { DirectoryPage, errorAt, type Frame, Troubles } from '../pages/frame.tsx';
import { codePath } from './paths.ts';

/** Send a code; once it was sent, the field for what the person says. */
export function CodePage(props: {
  frame: Frame;
  point: { id: number; address: string; kind: WrittenKind };
  back: Link;
  sentAt: Date | undefined;
  typed: string;
  troubles: readonly Trouble[];
}): Markup {
  const { frame, point, back, sentAt, typed, troubles } = props;
  const { t, shell, zone } = frame;
  const title = t('codeTitle', { address: point.address });
  return (
    <DirectoryPage frame={frame} title={title} trail={[back]} width="narrow">
      <Troubles t={t} troubles={troubles} />
      <PageHeading title={title} />
      <p>{t('codeText')}</p>
      {sentAt && (
        <form method="post" action={codePath(point.id)} novalidate>
          <p>{t(`codeSent_${point.kind}`, { when: momentInWords(sentAt, shell.lang, zone) })}</p>
          <Hidden name="act" value="check" />
          <TextField
            name="code"
            label={t('code')}
            inputmode="numeric"
            autocomplete="off"
            width={10}
            maxlength={12}
            value={typed}
            error={errorAt(t, troubles, 'code')}
          />
          <Actions>
            <Button text={t('codeCheck')} />
          </Actions>
        </form>
      )}
      <form method="post" action={codePath(point.id)}>
        <Hidden name="act" value="send" />
        <Actions>
          <Button kind={sentAt ? 'second' : 'main'} text={t(sentAt ? 'codeSendAgain' : 'codeSend')} />
          <Button kind="second" href={back.href} text={t('cancel')} />
        </Actions>
      </form>
    </DirectoryPage>
  );
}
