/** Setting up a channel, changing it, pausing and removing it. */

import { typedList } from '#platform/http/form.ts';
import { contentLanguages } from '#platform/i18n.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import { ConfirmPanel } from '#ui/confirm/confirm.tsx';
import type { Markup } from '#ui/content.ts';
import { CopyText } from '#ui/copy/copy.tsx';
import { Checkbox, Checkboxes } from '#ui/field/choices.tsx';
import { Select, TextField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import { TaskList } from '#ui/task-list/task-list.tsx';
import { type Channel, type Kind, kinds } from '../model/channel.ts';
import { channelPaths } from '../paths.ts';
import { errorAt, Outcome, say, trail, typedAt, type View } from './frame.tsx';

export function ChoosePage({ view }: { view: View }): Markup {
  const t = say(view);
  const title = t('chooseTitle');
  return (
    <Page {...view.shell} title={title} breadcrumbs={trail(view, title)}>
      <PageHeading title={title} />
      <TaskList
        items={kinds.map((kind) => ({
          text: t(`kind_${kind}`),
          href: channelPaths.add(kind),
          hint: t(`choose_${kind}`),
          status: '',
        }))}
      />
    </Page>
  );
}

type Wished = Pick<Channel, 'name' | 'language' | 'notices' | 'below' | 'incidents'>;

export function AddPage({
  view,
  kind,
  organisations,
}: {
  view: View;
  kind: Kind;
  organisations: readonly { id: number; name: string }[];
}): Markup {
  const t = say(view);
  const title = t('addTitle', { kind: t(`kind_${kind}`) });
  return (
    <Page {...view.shell} title={title} breadcrumbs={trail(view, title)}>
      <Outcome view={view} />
      <PageHeading title={title} />
      <p class="prose">{t(`howTo_${kind}`)}</p>
      <form method="post" action={channelPaths.add(kind)} novalidate>
        <CredentialFields view={view} kind={kind} />
        <Select
          name="organisation"
          label={t('organisation')}
          hint={t('organisationHint')}
          value={typedAt(view, 'organisation')}
          options={organisations.map((one) => ({ value: String(one.id), text: one.name }))}
          error={errorAt(view, 'organisation')}
        />
        <WishFields view={view} />
        <Actions>
          <Button text={t('add')} />
          <Button kind="second" href={channelPaths.list} text={t('cancel')} />
        </Actions>
      </form>
    </Page>
  );
}

function WishFields({ view, now }: { view: View; now?: Wished }): Markup {
  const t = say(view);
  const names = ['notices', 'below', 'incidents'] as const;
  const first = now ?? { name: '', language: 'zh-CN', notices: true, below: false, incidents: true };
  const ticked: readonly string[] = view.typed ? typedList(view.typed, 'what') : names.filter((name) => first[name]);
  return (
    <>
      <TextField
        name="name"
        label={t('name')}
        hint={t('nameHint')}
        value={typedAt(view, 'name', first.name)}
        maxlength={60}
        required
        error={errorAt(view, 'name')}
      />
      <Checkboxes
        name="what"
        legend={t('carries')}
        hint={t('whatHint')}
        error={errorAt(view, 'what')}
        items={names.map((name) => ({ value: name, text: t(`what_${name}`), checked: ticked.includes(name) }))}
      />
      <Select
        name="language"
        label={t('language')}
        hint={t('languageHint')}
        value={typedAt(view, 'language', first.language)}
        options={Object.entries(contentLanguages).map(([value, text]) => ({ value, text }))}
        error={errorAt(view, 'language')}
      />
    </>
  );
}

/** Never filled in again: what was typed is a secret, and so is what is kept. */
function CredentialFields({ view, kind }: { view: View; kind: Kind }): Markup {
  const t = say(view);
  const field = (name: 'url' | 'secret' | 'appId' | 'appSecret' | 'cover', hint?: string) => (
    <TextField
      name={name}
      label={t(name)}
      hint={hint}
      value={name === 'appId' || name === 'cover' ? typedAt(view, name) : ''}
      autocomplete="off"
      noSpellcheck
      required
      maxlength={500}
      error={errorAt(view, name)}
    />
  );
  if (kind === 'wechat') {
    return (
      <>
        {field('appId')}
        {field('appSecret', t('urlHint'))}
        {field('cover', t('coverHint'))}
        <Checkbox
          name="publishes"
          label={t('publishes')}
          hint={t('publishesHint')}
          checked={typedAt(view, 'publishes') === 'yes'}
        />
      </>
    );
  }
  return (
    <>
      {field('url', t('urlHint'))}
      {(kind === 'dingtalk' || kind === 'feishu') && field('secret', t('urlHint'))}
    </>
  );
}

export function ChangePage({ view, channel }: { view: View; channel: Channel }): Markup {
  const t = say(view);
  const title = t('changeTitle');
  return (
    <Page {...view.shell} title={title} breadcrumbs={trail(view, title, channel)}>
      <Outcome view={view} />
      <PageHeading title={title} caption={channel.name} />
      <form method="post" action={channelPaths.change(channel.id)} novalidate>
        <WishFields view={view} now={channel} />
        <Actions>
          <Button text={t('save')} />
          <Button kind="second" href={channelPaths.channel(channel.id)} text={t('cancel')} />
        </Actions>
      </form>
    </Page>
  );
}

export function CredentialsPage({ view, channel }: { view: View; channel: Channel }): Markup {
  const t = say(view);
  const title = t('renewTitle');
  return (
    <Page {...view.shell} title={title} breadcrumbs={trail(view, title, channel)}>
      <Outcome view={view} />
      <PageHeading title={title} caption={channel.name} />
      <p class="prose">{t('renewText')}</p>
      <p class="prose">{t(`howTo_${channel.kind}`)}</p>
      <form method="post" action={channelPaths.credentials(channel.id)} novalidate>
        <CredentialFields view={view} kind={channel.kind} />
        <Actions>
          <Button text={t('save')} />
          <Button kind="second" href={channelPaths.channel(channel.id)} text={t('cancel')} />
        </Actions>
      </form>
    </Page>
  );
}

export function AskPage({ view, channel, act }: { view: View; channel: Channel; act: 'pause' | 'remove' }): Markup {
  const t = say(view);
  const title = t(`${act}Title`);
  return (
    <Page {...view.shell} title={title} breadcrumbs={trail(view, title, channel)}>
      <Outcome view={view} />
      <ConfirmPanel
        title={title}
        text={
          <>
            <p>
              {channel.name} · {t(`kind_${channel.kind}`)} · {channel.organisation}
            </p>
            <p>{t(`${act}Text`)}</p>
          </>
        }
        action={channelPaths[act](channel.id)}
        confirmText={t(act)}
        cancelHref={channelPaths.channel(channel.id)}
        cancelText={t('cancel')}
        danger
      >
        {act === 'pause' && (
          <TextField
            name="reason"
            label={t('reason')}
            hint={t('reasonHint')}
            value={typedAt(view, 'reason')}
            required
            maxlength={200}
            error={errorAt(view, 'reason')}
          />
        )}
      </ConfirmPanel>
    </Page>
  );
}

/** The secret of a webhook, this once. */
export function SecretPage({ view, made }: { view: View; made: { id: number; secret: string } }): Markup {
  const t = say(view);
  const title = t('secretTitle');
  return (
    <Page {...view.shell} title={title} breadcrumbs={trail(view, title)}>
      <PageHeading title={title} />
      <Banner kind="warning">
        <p>{t('secretText')}</p>
      </Banner>
      <CopyText label={t('secret')} value={made.secret} copyText={t('copy')} copiedText={t('copied')} />
      <Actions>
        <Button kind="second" href={channelPaths.channel(made.id)} text={t('open')} />
      </Actions>
    </Page>
  );
}
