/** The form by which somebody with a personal link corrects the own data. It shows nothing of what there is. */

import { type Typed, typedText } from '#platform/http/form.ts';
import { contentLanguages } from '#platform/i18n.ts';
import type { Trouble } from '#platform/trouble.ts';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Select, TextField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import { detailsPath, personalPath } from '../paths.ts';
import { errorAt, say, Troubles, type View } from './frame.tsx';

interface DetailsProps {
  view: View;
  token: string;
  typed: Typed;
  troubles: readonly Trouble[];
}

export function DetailsPage({ view, token, typed, troubles }: DetailsProps): Markup {
  const t = say(view);
  const at = (field: string) => errorAt(t, troubles, field);
  return (
    <Page
      {...view.shell}
      title={t('detailsTitle')}
      noindex
      backLink={{ href: personalPath(token), text: t('detailsBack') }}
    >
      <Troubles view={view} troubles={troubles} />
      <PageHeading title={t('detailsTitle')} />
      <p>{t('detailsText')}</p>
      <p>{t('detailsFillOne')}</p>
      <form method="post" action={detailsPath(token)} novalidate>
        <TextField
          name="sms"
          type="tel"
          label={t('detailsSms')}
          value={typedText(typed, 'sms')}
          error={at('sms')}
          autocomplete="off"
          maxlength={30}
        />
        <TextField
          name="email"
          type="email"
          label={t('detailsEmail')}
          value={typedText(typed, 'email')}
          error={at('email')}
          autocomplete="off"
          maxlength={254}
          noSpellcheck
        />
        <Select
          name="language"
          label={t('detailsLanguage')}
          value={typedText(typed, 'language')}
          error={at('language')}
          options={[
            { value: '', text: t('detailsNoLanguage') },
            ...Object.entries(contentLanguages).map(([value, text]) => ({ value, text, lang: value })),
          ]}
        />
        <TextField
          name="name"
          label={t('detailsName')}
          value={typedText(typed, 'name')}
          error={at('name')}
          autocomplete="off"
          maxlength={60}
          noSpellcheck
        />
        <Button text={t('detailsSend')} />
      </form>
    </Page>
  );
}

export function DetailsSentPage({ view, token }: Pick<DetailsProps, 'view' | 'token'>): Markup {
  const t = say(view);
  return (
    <Page {...view.shell} title={t('detailsSentTitle')} noindex>
      <Banner kind="success" title={t('detailsSentTitle')}>
        <p>{t('detailsSentText')}</p>
        <a href={personalPath(token)}>{t('detailsBack')}</a>
      </Banner>
    </Page>
  );
}
