/** What the pages of the ombudsperson's desk have in common. */
import type { Trouble } from '#platform/trouble.ts';
import type { Content, Link, Markup } from '#ui/content.ts';
import { Page } from '#ui/page/page.tsx';
import { Tag, type TagKind } from '#ui/tag/tag.tsx';
import { Troubles, type View } from '../../handling/pages/frame.tsx';
import type { KeyState } from '../model/wrap.ts';
import { keysPath, scriptPath, sealedPath } from '../paths.ts';

export type { View } from '../../handling/pages/frame.tsx';
export { day, errorAt } from '../../handling/pages/frame.tsx';

export function SealedPage(props: {
  view: View;
  title: string;
  trail?: readonly Link[];
  /** The first of these pages: above it is nothing. */
  top?: boolean;
  width?: 'narrow' | 'wide';
  troubles?: readonly Trouble[];
  /** The page's own script (script/), where it has one. */
  script?: string;
  children: Content;
}): Markup {
  const { view, title, trail = [], width = 'narrow', troubles = [], script } = props;
  const { t } = view;
  const items = [{ href: sealedPath, text: t('sealedTitle') }, ...trail, { text: title }];
  return (
    <Page
      {...view.shell}
      title={title}
      width={width}
      noindex
      breadcrumbs={props.top ? undefined : { label: t('breadcrumbs'), items }}
      head={script && <script type="module" src={scriptPath(script)}></script>}
    >
      <Troubles view={view} troubles={troubles} />
      {props.children}
      {script && (
        <noscript>
          <p>{t('sealedNoScript')}</p>
        </noscript>
      )}
    </Page>
  );
}

export const ownKeysTrail = ({ t }: View): Link => ({ href: keysPath, text: t('keysTitle') });

const colours: Record<KeyState, TagKind> = { in_use: 'ok', retired: 'wait', ended: 'neutral', lost: 'late' };

export function KeyStateTag({ view, state }: { view: View; state: KeyState }): Markup {
  return <Tag kind={colours[state]} text={view.t(`keyState_${state}`)} />;
}
