/** The list of guides, and one of them. */
import type { Shell } from '#platform/http/context.ts';
import type { Language } from '#platform/i18n.ts';
import type { Markup } from '#ui/content.ts';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import { Prose } from '#ui/prose/prose.tsx';
import { type Guide, guides } from './guides.ts';
import { words } from './messages.ts';
import { guidePath, helpPath, picturePath } from './paths.ts';

export interface HelpView {
  shell: Shell;
  language: Language;
}

export function HelpPage({ shell, language }: HelpView): Markup {
  const t = words(language);
  return (
    <Page {...shell} title={t('title')} noindex>
      <PageHeading title={t('title')} />
      <p>{t('lead')}</p>
      {guides.map((name) => (
        <section>
          <h2>
            <a href={guidePath(name)}>{t(`guide_${name}`)}</a>
          </h2>
          <p>{t(`guide_${name}_text`)}</p>
        </section>
      ))}
    </Page>
  );
}

export function GuidePage({ view, guide }: { view: HelpView; guide: Guide }): Markup {
  const t = words(view.language);
  const trail = [{ href: helpPath, text: t('title') }, { text: guide.title }];
  return (
    <Page {...view.shell} title={guide.title} noindex breadcrumbs={{ label: t('breadcrumbs'), items: trail }}>
      <PageHeading title={guide.title} />
      {guide.parts.map((part) =>
        'html' in part ? (
          <Prose html={part.html} />
        ) : (
          <div class="prose">
            <img src={picturePath(part.picture)} alt={part.text} loading="lazy" />
          </div>
        ),
      )}
    </Page>
  );
}
