/** What every page about channels receives, and how troubles are shown. */
import type { Shell } from '#platform/http/context.ts';
import { type Typed, typedText } from '#platform/http/form.ts';
import { type Language, momentInWords } from '#platform/i18n.ts';
import { type Trouble, worded, wordedAt } from '#platform/trouble.ts';
import { Banner } from '#ui/banner/banner.tsx';
import type { Markup } from '#ui/content.ts';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { Tag, type TagKind } from '#ui/tag/tag.tsx';
import { troubleInWords, type Words, words } from '../messages.ts';
import { type Channel, type Health, standing } from '../model/channel.ts';
import { channelPaths } from '../paths.ts';

export interface View {
  shell: Shell;
  language: Language;
  zone: string;
  now: Date;
  /** Whether the reader may change channels somewhere. */
  manages: boolean;
  typed?: Typed;
  troubles?: readonly Trouble[];
  /** Something that was just done. */
  notice?: string | undefined;
}

export function say(view: View): Words {
  return words(view.language);
}

export function errorAt(view: View, field: string): string | undefined {
  return wordedAt(view.troubles, field, (trouble) => troubleInWords(view.language, trouble));
}

export function typedAt(view: View, field: string, otherwise = ''): string {
  return view.typed ? typedText(view.typed, field) : otherwise;
}

/** The summary of troubles, or what was just done. */
export function Outcome({ view }: { view: View }): Markup {
  if (view.troubles?.length) {
    const errors = worded(view.troubles, (trouble) => troubleInWords(view.language, trouble));
    return <ErrorSummary title={say(view)('errorTitle')} errors={errors} />;
  }
  if (!view.notice) return <></>;
  return (
    <Banner kind="success">
      <p>{view.notice}</p>
    </Banner>
  );
}

export function trail(view: View, here: string, above?: Pick<Channel, 'id' | 'name'>) {
  const t = say(view);
  const items = [
    { href: channelPaths.list, text: t('title') },
    ...(above ? [{ href: channelPaths.channel(above.id), text: above.name }] : []),
    { text: here },
  ];
  return { label: t('breadcrumbs'), items };
}

export function when(view: View, moment: Date | null): string {
  return moment ? momentInWords(moment, view.language, view.zone) : say(view)('never');
}

/** How much waits, and since when: a queue that grows old is a channel that does not work. */
export function queueOf(view: View, { waiting, oldestAt }: Pick<Health, 'waiting' | 'oldestAt'>): string {
  return oldestAt ? say(view)('waitingSince', { n: waiting, when: when(view, oldestAt) }) : String(waiting);
}

const tags: Record<ReturnType<typeof standing>, TagKind> = {
  works: 'ok',
  untried: 'neutral',
  failing: 'late',
  slowed: 'wait',
  paused: 'wait',
};

export function StateTag({ view, channel }: { view: View; channel: Channel }): Markup {
  const state = standing(channel, view.now);
  return <Tag kind={tags[state]} text={say(view)(`state_${state}`)} />;
}

/** What goes to a channel, in words. */
export function carries(view: View, channel: Pick<Channel, 'notices' | 'below' | 'incidents'>): string {
  const t = say(view);
  const parts = [
    channel.notices && t(channel.below ? 'carries_below' : 'carries_notices'),
    channel.incidents && t('carries_incidents'),
  ].filter((part): part is string => Boolean(part));
  return parts.join(view.language === 'en' ? '; ' : '；');
}
