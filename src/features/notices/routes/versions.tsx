/** Old versions and what each changed: for everybody, for the desk, and behind a personal link. */
import { localDate } from '#platform/clock.ts';
import type { Ctx } from '#platform/http/context.ts';
import { idFrom, NotFound, page, seeOther } from '#platform/http/respond.ts';
import { get, type Route } from '#platform/http/routes.ts';
import { markdownToHtml } from '#platform/markdown.ts';
import { openLink } from '../actions/personal.ts';
import { readableChanges } from '../changes.ts';
import { type Notice, textFor } from '../model/notice.ts';
import { day, say, type View } from '../pages/frame.tsx';
import { ChangesPage, VersionPage } from '../pages/versions.tsx';
import {
  changesPattern,
  deskFilePath,
  deskPath,
  noticePath,
  noticePattern,
  personalFilePath,
  personalPath,
  personalPattern,
  publicFilePath,
  publicListPath,
  publicPath,
  publicPattern,
  versionPattern,
} from '../paths.ts';
import { attachmentsOf, textsOf } from '../queries/notices.ts';
import { publicNotice } from '../queries/public.ts';
import { attachmentsOfVersion, textsOfVersion, type Version, versionsOf } from '../queries/versions.ts';
import { recordingsOf, recordingsOfVersion } from '../recordings/queries/recordings.ts';
import { organisationNames, viewOf, visible } from './request.ts';

/** How one kind of reader comes to a notice. */
interface Reading {
  notice: Notice;
  view: View;
  below: string;
  trail?: { href: string; text: string }[];
  fileHref: (id: number) => string;
}

type Way = (c: Ctx) => Promise<Reading>;

const byEverybody: Way = async (c) => {
  const { services } = c.var;
  const notice = await publicNotice(services.db, idFrom(c, 'notice'), services.clock.now());
  if (!notice) throw new NotFound();
  const view = viewOf(c, 'public');
  const trail = [{ href: publicListPath, text: say(view)('publicTitle') }];
  return { notice, view, below: publicPath(notice.id), trail, fileHref: (id) => publicFilePath(notice.id, id) };
};

const byStaff: Way = async (c) => {
  const { notice } = await visible(c, 'notices.read');
  const view = viewOf(c);
  const trail = [{ href: deskPath, text: say(view)('title') }];
  return { notice, view, below: noticePath(notice.id), trail, fileHref: (id) => deskFilePath(notice.id, id) };
};

const byLink: Way = async (c) => {
  const token = c.req.param('token') ?? '';
  const opened = await openLink(c.var.services, token);
  if (opened.kind !== 'open') throw new NotFound();
  const { notice } = opened.whole;
  return {
    ...{ notice, view: viewOf(c, 'public'), below: personalPath(token) },
    fileHref: (id) => personalFilePath(token, id),
  };
};

function rowsOf(c: Ctx, versions: readonly Version[]) {
  const { timeZone } = c.var.services.config;
  return versions.map(({ version, outAt, reason, replacedAt }) => ({
    ...{ version, reason, current: replacedAt === null },
    on: localDate(outAt, timeZone),
  }));
}

function versionAsked(c: Ctx): number {
  return Math.min(idFrom(c, 'version'), 32_000);
}

/** A version that was replaced; of a withdrawn notice the tombstone is all there is. */
function version(way: Way) {
  return async (c: Ctx): Promise<Response> => {
    const { notice, view, below, trail, fileHref } = await way(c);
    const { db, config } = c.var.services;
    const asked = versionAsked(c);
    if (notice.state === 'withdrawn' || asked === notice.version) return seeOther(c, below);
    const versions = await versionsOf(db, notice);
    const found = versions.find((one) => one.version === asked);
    if (!found?.replacedAt || notice.state !== 'published') throw new NotFound();
    const texts = await textsOfVersion(db, notice.id, asked);
    const text = textFor({ notice, texts }, c.req.query('lang') ?? view.language);
    if (!text) throw new NotFound();
    const offices = await organisationNames(c, [notice.organisationId]);
    const from = localDate(found.outAt, config.timeZone);
    const props = {
      ...{ view, below, trail, version: asked, text, texts, fileHref, from },
      bodyHtml: markdownToHtml(text.body),
      caption: [found.number, day(view, from), offices.get(notice.organisationId)].filter(Boolean).join(' · '),
      until: localDate(found.replacedAt, config.timeZone),
      attachments: await attachmentsOfVersion(db, notice.id, asked),
      recordings: await recordingsOfVersion(db, notice.id, asked),
      rows: rowsOf(c, versions),
    };
    return page(c, <VersionPage {...props} />);
  };
}

/** What a version changed against the one before it. */
function changes(way: Way) {
  return async (c: Ctx): Promise<Response> => {
    const { notice, view, below, trail } = await way(c);
    const { db } = c.var.services;
    const asked = versionAsked(c);
    if (notice.state === 'withdrawn') return seeOther(c, below);
    const versions = await versionsOf(db, notice);
    const [after, before] = [asked, asked - 1].map((n) => versions.find((one) => one.version === n));
    if (!after || !before || notice.state !== 'published') throw new NotFound();
    const contentOf = async (one: Version) => ({
      texts: one.replacedAt ? await textsOfVersion(db, notice.id, one.version) : await textsOf(db, notice.id),
      attachments: one.replacedAt
        ? await attachmentsOfVersion(db, notice.id, one.version)
        : await attachmentsOf(db, notice.id),
      recordings: one.replacedAt
        ? await recordingsOfVersion(db, notice.id, one.version)
        : await recordingsOf(db, notice.id),
      deadlineOn: one.deadlineOn,
    });
    const changed = readableChanges(await contentOf(before), await contentOf(after));
    const props = { view, below, trail, version: asked, reason: after.reason, changes: changed };
    return page(c, <ChangesPage {...props} rows={rowsOf(c, versions)} />);
  };
}

export const versionRoutes: readonly Route[] = [
  get(versionPattern(publicPattern), 'public', version(byEverybody)),
  get(changesPattern(publicPattern), 'public', changes(byEverybody)),
  get(versionPattern(noticePattern), 'notices.read', version(byStaff)),
  get(changesPattern(noticePattern), 'notices.read', changes(byStaff)),
  get(versionPattern(personalPattern), 'link', version(byLink)),
  get(changesPattern(personalPattern), 'link', changes(byLink)),
];
