/** What every page of the desk is given, and the page around it. */
import type { Shell } from '#platform/http/context.ts';
import { type Language, momentInWords, sayTrouble } from '#platform/i18n.ts';
import { type Trouble, worded, wordedAt } from '#platform/trouble.ts';
import { Banner } from '#ui/banner/banner.tsx';
import type { Content, Link, Markup } from '#ui/content.ts';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { Page } from '#ui/page/page.tsx';
import { Pager } from '#ui/pager/pager.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import { type Words, words } from '../messages.ts';
import type { Incident } from '../model/incident.ts';
import { colourOf, type Level, roman } from '../model/kinds.ts';
import { labelled } from '../model/label.ts';
import { deskPath, incidentPath } from '../paths.ts';

export interface View {
  shell: Shell;
  t: Words;
  language: Language;
  zone: string;
  now: Date;
  /** Names of accounts by id. */
  names: ReadonlyMap<number, string>;
}

export function DeskPage(props: {
  view: View;
  title: string;
  trail?: readonly Link[];
  width?: 'narrow' | 'wide';
  /** Its page says on top that it is an exercise. */
  incident?: Incident;
  /** Its readers may have no way to the desk's list of incidents. */
  outside?: boolean;
  children: Content;
}): Markup {
  const { view, title, trail, width = 'wide', incident } = props;
  const { t } = view;
  const top = props.outside ? [] : [{ href: deskPath, text: t('title') }];
  const items = trail ? [...top, ...trail, { text: title }] : [{ text: title }];
  const banner = incident?.exercise ? (
    <Banner kind="warning" title={t('exerciseBanner')}>
      <p>{t('exerciseBannerText')}</p>
    </Banner>
  ) : undefined;
  return (
    <Page
      {...view.shell}
      title={title}
      width={width}
      noindex
      banner={banner}
      breadcrumbs={{ label: t('breadcrumbs'), items }}
    >
      {props.children}
    </Page>
  );
}

export function inWords(t: Words, trouble: Trouble): string {
  return sayTrouble(words, t, trouble);
}

export function errorAt(t: Words, troubles: readonly Trouble[], field: string): string | undefined {
  return wordedAt(troubles, field, (trouble) => inWords(t, trouble));
}

export function Troubles({ t, troubles }: { t: Words; troubles: readonly Trouble[] }): Markup {
  return <ErrorSummary title={t('errorSummary')} errors={worded(troubles, (trouble) => inWords(t, trouble))} />;
}

export function who({ t, names }: View, accountId: number | null, nobody = t('theSystem')): string {
  if (accountId === null) return nobody;
  return names.get(accountId) ?? t('nobody', { id: String(accountId) });
}

export function moment({ language, zone }: View, at: Date): string {
  return momentInWords(at, language, zone);
}

/** `III 级 · 黄色`. */
export function levelInWords(t: Words, incident: Pick<Incident, 'kind'>, level: Level): string {
  const colour = colourOf(incident.kind, level);
  return [t('levelN', { level: roman[level] }), colour && t(`colour_${colour}`)].filter(Boolean).join(' · ');
}

export function nameOf({ t, language }: View, incident: Incident): string {
  return labelled(incident.exercise, t(`kind_${incident.kind}`), language);
}

export function StateTags({ view, incident }: { view: View; incident: Incident }): Markup {
  const { t } = view;
  const kind = incident.state === 'running' ? 'late' : 'neutral';
  return (
    <>
      <Tag kind={incident.exercise && kind === 'late' ? 'wait' : kind} text={t(`state_${incident.state}`)} />{' '}
      <Tag kind="neutral" text={levelInWords(t, incident, incident.level)} />{' '}
      {incident.exercise && <Tag kind="info" text={t('exercise')} />}
    </>
  );
}

/** The way back to an incident. */
export function trailOf(view: View, incident: Incident): Link[] {
  return [{ href: incidentPath(incident.id), text: nameOf(view, incident) }];
}

/** A part of a long list. */
export interface Piece<T> {
  rows: readonly T[];
  /** The first and the last that are shown, from 1. */
  from: number;
  until: number;
  all: number;
  previousHref: string | undefined;
  nextHref: string | undefined;
}

export function PiecePager({ view, piece }: { view: View; piece: Piece<unknown> }): Markup | null {
  const { t } = view;
  const { from, until, all } = piece;
  return (
    <Pager
      label={t('pages')}
      summary={t('piece', { from, until, all })}
      previousHref={piece.previousHref}
      previousText={t('pieceBefore')}
      nextHref={piece.nextHref}
      nextText={t('pieceAfter')}
    />
  );
}
