/** The pages of channels. */
import { channelRows } from '#features/delivery/feature.ts';
import { organisationsWithin } from '#features/directory/feature.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, type Typed } from '#platform/http/form.ts';
import { Forbidden, idFrom, NotFound, page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import { type Language, languages, wordsLanguage } from '#platform/i18n.ts';
import type { Outcome, Trouble } from '#platform/trouble.ts';
import {
  addChannel,
  changeWish,
  type Maker,
  pauseChannel,
  removeChannel,
  renewCredentials,
  resumeChannel,
  sayAgain,
  sendTest,
} from './actions/manage.ts';
import { adapters } from './adapters/register.ts';
import { pushHealth } from './followers/queries.ts';
import { addInput, againInput, beforeInput, credentialsInput, pauseInput, wishInput } from './input.ts';
import { words } from './messages.ts';
import { type Kind, kinds } from './model/channel.ts';
import { ChannelPage } from './pages/channel.tsx';
import { AddPage, AskPage, ChangePage, ChoosePage, CredentialsPage, SecretPage } from './pages/forms.tsx';
import type { View } from './pages/frame.tsx';
import { ChannelsPage } from './pages/list.tsx';
import { channelPaths, channelPattern } from './paths.ts';
import { holdsDistrict } from './policy.ts';
import { type ChannelWithHealth, channelsWithin, channelWithin } from './queries/channels.ts';
import { postsOf } from './queries/posts.ts';

const perPage = 50;
type Again = { typed: Typed; troubles: readonly Trouble[] };

/** Words that may stand in the address after something was done. */
const notices = ['added', 'changed', 'renewed', 'paused', 'resumed', 'tested', 'again', 'removed'] as const;

function viewOf(c: Ctx, again?: Again): View {
  const { clock, config } = c.var.services;
  const key = notices.find((one) => one === c.req.query('done'));
  return {
    shell: c.var.shell('staff'),
    language: c.var.language,
    zone: config.timeZone,
    now: clock.now(),
    manages: c.var.reach('channels.manage').paths.length > 0,
    notice: key && !again ? words(c.var.language)(`done_${key}`) : undefined,
    ...again,
  };
}

function makerOf(c: Ctx): Maker {
  const { caller } = c.var;
  if (caller.kind !== 'account') throw new Forbidden();
  return { accountId: caller.accountId, reach: c.var.reach('channels.manage') };
}

async function list(c: Ctx): Promise<Response> {
  const { db, clock } = c.var.services;
  const reach = c.var.reach('channels.read');
  const now = clock.now();
  const channels = await channelsWithin(db, reach, now);
  const persons = holdsDistrict(reach) ? await channelRows(db, now) : [];
  const push = holdsDistrict(reach) ? await pushHealth(db, now) : null;
  return page(c, <ChannelsPage view={viewOf(c)} channels={channels} persons={persons} push={push} />);
}

async function addForm(c: Ctx, kind: Kind, again?: Again): Promise<Response> {
  const organisations = await organisationsWithin(c.var.services.db, c.var.reach('channels.manage'));
  const props = { view: viewOf(c, again), kind, organisations };
  return page(c, <AddPage {...props} />, again ? 422 : 200);
}

async function add(c: Ctx, kind: Kind): Promise<Response> {
  const { typed } = await readForm(c);
  const input = checkForm(addInput, typed);
  if (!input.ok) return addForm(c, kind, { typed, troubles: input.troubles });
  const { organisation: organisationId, name, language, what, ...credentials } = input.value;
  const wish = { kind, organisationId, name, language, ...wished(what) };
  const made = await addChannel(c.var.services, makerOf(c), wish, credentials);
  if (!made.ok) return addForm(c, kind, { typed, troubles: made.troubles });
  const { id, secret } = made.value;
  if (secret !== null) return page(c, <SecretPage view={viewOf(c)} made={{ id, secret }} />);
  return seeOther(c, `${channelPaths.channel(id)}?done=added`);
}

function wished(what: readonly string[]) {
  return { notices: what.includes('notices'), below: what.includes('below'), incidents: what.includes('incidents') };
}

async function theChannel(c: Ctx, permission: 'channels.read' | 'channels.manage'): Promise<ChannelWithHealth> {
  const { db, clock } = c.var.services;
  const found = await channelWithin(db, c.var.reach(permission), idFrom(c, 'broadcast'), { now: clock.now() });
  if (!found) throw new NotFound();
  return found;
}

async function show(c: Ctx, again?: Again): Promise<Response> {
  const channel = await theChannel(c, 'channels.read');
  const before = beforeInput.safeParse(c.req.query('before')).data ?? null;
  const found = await postsOf(c.var.services.db, channel.id, before, perPage + 1);
  const posts = found.slice(0, perPage);
  const here = channelPaths.channel(channel.id);
  const last = found.length > perPage ? posts.at(-1) : undefined;
  const props = {
    view: viewOf(c, again),
    channel,
    posts,
    repeatable: adapters[channel.kind].repeatable,
    firstHref: before ? here : undefined,
    nextHref: last && `${here}?before=${last.number}`,
  };
  return page(c, <ChannelPage {...props} />, again ? 422 : 200);
}

/** Back to the channel's page, which says what was done or why not. */
async function done(c: Ctx, outcome: Outcome<unknown>, what: (typeof notices)[number]): Promise<Response> {
  if (!outcome.ok) {
    if (outcome.troubles.some((trouble) => trouble.key === 'channelGone')) throw new NotFound();
    return show(c, { typed: {}, troubles: outcome.troubles });
  }
  return seeOther(c, `${channelPaths.channel(idFrom(c, 'broadcast'))}?done=${what}`);
}

async function changeForm(c: Ctx, again?: Again): Promise<Response> {
  const channel = await theChannel(c, 'channels.manage');
  return page(c, <ChangePage view={viewOf(c, again)} channel={channel} />, again ? 422 : 200);
}

async function change(c: Ctx): Promise<Response> {
  const { typed } = await readForm(c);
  const input = checkForm(wishInput, typed);
  if (!input.ok) return changeForm(c, { typed, troubles: input.troubles });
  const { name, language, what } = input.value;
  const wish = { name, language, ...wished(what) };
  return done(c, await changeWish(c.var.services, makerOf(c), idFrom(c, 'broadcast'), wish), 'changed');
}

async function credentialsForm(c: Ctx, again?: Again): Promise<Response> {
  const channel = await theChannel(c, 'channels.manage');
  return page(c, <CredentialsPage view={viewOf(c, again)} channel={channel} />, again ? 422 : 200);
}

async function renew(c: Ctx): Promise<Response> {
  const { typed } = await readForm(c);
  const input = checkForm(credentialsInput, typed);
  if (!input.ok) return credentialsForm(c, { typed, troubles: input.troubles });
  const outcome = await renewCredentials(c.var.services, makerOf(c), idFrom(c, 'broadcast'), input.value);
  if (!outcome.ok && outcome.troubles.some((trouble) => trouble.field)) {
    return credentialsForm(c, { typed, troubles: outcome.troubles });
  }
  return done(c, outcome, 'renewed');
}

async function ask(c: Ctx, act: 'pause' | 'remove', again?: Again): Promise<Response> {
  const channel = await theChannel(c, 'channels.manage');
  return page(c, <AskPage view={viewOf(c, again)} channel={channel} act={act} />, again ? 422 : 200);
}

async function pause(c: Ctx): Promise<Response> {
  const { typed } = await readForm(c);
  const input = checkForm(pauseInput, typed);
  if (!input.ok) return ask(c, 'pause', { typed, troubles: input.troubles });
  const outcome = await pauseChannel(c.var.services, makerOf(c), idFrom(c, 'broadcast'), input.value.reason);
  return done(c, outcome, 'paused');
}

async function test(c: Ctx): Promise<Response> {
  const { language } = await theChannel(c, 'channels.manage');
  const own = (languages as readonly string[]).includes(language) ? (language as Language) : wordsLanguage(language);
  const t = words(own);
  const text = { title: t('testTitle'), text: t('testText') };
  return done(c, await sendTest(c.var.services, makerOf(c), idFrom(c, 'broadcast'), text), 'tested');
}

async function again(c: Ctx): Promise<Response> {
  const { typed } = await readForm(c);
  const input = checkForm(againInput, typed);
  if (!input.ok) return show(c, { typed: {}, troubles: [{ field: null, key: 'nothingToRepeat' }] });
  return done(c, await sayAgain(c.var.services, makerOf(c), idFrom(c, 'broadcast'), input.value.post), 'again');
}

async function remove(c: Ctx): Promise<Response> {
  const outcome = await removeChannel(c.var.services, makerOf(c), idFrom(c, 'broadcast'));
  if (!outcome.ok) throw new NotFound();
  return seeOther(c, `${channelPaths.list}?done=removed`);
}

export const routes: readonly Route[] = [
  get(channelPaths.list, 'channels.read', list),
  get(channelPaths.choose, 'channels.manage', async (c) => page(c, <ChoosePage view={viewOf(c)} />)),
  ...kinds.flatMap((kind) => [
    get(channelPaths.add(kind), 'channels.manage', (c) => addForm(c, kind)),
    post(channelPaths.add(kind), 'channels.manage', (c) => add(c, kind), { proof: true }),
  ]),
  get(channelPattern, 'channels.read', (c) => show(c)),
  get(`${channelPattern}/change`, 'channels.manage', (c) => changeForm(c)),
  post(`${channelPattern}/change`, 'channels.manage', change),
  get(`${channelPattern}/credentials`, 'channels.manage', (c) => credentialsForm(c)),
  post(`${channelPattern}/credentials`, 'channels.manage', renew, { proof: true }),
  get(`${channelPattern}/pause`, 'channels.manage', (c) => ask(c, 'pause')),
  post(`${channelPattern}/pause`, 'channels.manage', pause),
  post(`${channelPattern}/resume`, 'channels.manage', async (c) =>
    done(c, await resumeChannel(c.var.services, makerOf(c), idFrom(c, 'broadcast')), 'resumed'),
  ),
  post(`${channelPattern}/test`, 'channels.manage', test),
  post(`${channelPattern}/again`, 'channels.manage', again),
  get(`${channelPattern}/remove`, 'channels.manage', (c) => ask(c, 'remove')),
  post(`${channelPattern}/remove`, 'channels.manage', remove),
];
