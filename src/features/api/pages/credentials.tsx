/** What every kind of credential shares: whose it is, and the page that shows a secret once. */
import { Actions } from '#ui/actions/actions.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { CopyText } from '#ui/copy/copy.tsx';
import { Select, TextField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import { errorAt, say, trail, typedAt, type View } from './frame.tsx';

/** What it is for, in words that whoever finds it in the list understands. */
export function NameField({ view }: { view: View }): Markup {
  const t = say(view);
  return (
    <TextField
      name="name"
      label={t('tokenName')}
      hint={t('tokenNameHint')}
      value={typedAt(view, 'name')}
      maxlength={100}
      required
      error={errorAt(view, 'name')}
    />
  );
}

/** The organisation below which it holds. */
export function OrganisationField(props: {
  view: View;
  hint: string;
  organisations: readonly { id: number; name: string }[];
}): Markup {
  const { view, hint, organisations } = props;
  return (
    <Select
      name="organisation"
      label={say(view)('tokenOrganisation')}
      hint={hint}
      value={typedAt(view, 'organisation')}
      options={organisations.map((one) => ({ value: String(one.id), text: one.name }))}
      error={errorAt(view, 'organisation')}
    />
  );
}

/** Shows values to copy; the warning says that the secret among them is seen this once. */
export function SecretPage(props: {
  view: View;
  title: string;
  caption?: string;
  /** The list above it, for the breadcrumbs. */
  above?: { href: string; text: string };
  warning: string;
  values: readonly { label: string; value: string }[];
  next: { href: string; text: string };
}): Markup {
  const { view, title, caption, above, warning, values, next } = props;
  const t = say(view);
  return (
    <Page {...view.shell} title={title} breadcrumbs={above && trail(view, above, title)}>
      <PageHeading title={title} caption={caption} />
      <Banner kind="warning">
        <p>{warning}</p>
      </Banner>
      {values.map(({ label, value }) => (
        <CopyText label={label} value={value} copyText={t('tokenCopy')} copiedText={t('tokenCopied')} />
      ))}
      <Actions>
        <Button kind="second" href={next.href} text={next.text} />
      </Actions>
    </Page>
  );
}
