/** Starts the demonstration: catchers for mail, text messages and webhooks, database, data, pages, workers. Loopback only. */
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { demoSignInLink } from '#features/accounts/feature.ts';
import { signLink } from '#features/delivery/feature.ts';
import { personalPath } from '#features/delivery/paths.ts';
import { backupName, makeBackup } from '#features/operation/feature.ts';
import { localDate, localMinutes } from '#platform/clock.ts';
import type { Config } from '#platform/config.ts';
import type { Log } from '#platform/log.ts';
import type { Services } from '#platform/services.ts';
import { addressTrouble, openGround, type RunningBelfry, startOn } from '../serve.ts';
import { startBusiness } from './business.ts';
import { demoKeys, writeCases } from './cases.ts';
import { writeChannels } from './channels.ts';
import { workAtDesks } from './desk.ts';
import { chooseAsFamilies } from './families.ts';
import { type Filled, fillDemo, fullSize, smallSize, type Tell } from './fill.ts';
import { type DemoRecord, finishDemoFolder, prepareDemoFolder } from './folder.ts';
import { exampleGuardian } from './guardian.ts';
import { startHookCatcher } from './hook-catcher.ts';
import { type DemoProvider, startDemoProvider } from './identity-provider.ts';
import { writeIncidents } from './incidents.ts';
import { connectMachines } from './machines.ts';
import { startMailCatcher } from './mail-catcher.ts';
import { writeMap } from './map.ts';
import { writePrivacy } from './privacy.ts';
import { mapGroups, providerPeople } from './sign-on.ts';
import { startTextCatcher } from './text-catcher.ts';
import { writeDrills } from './training.ts';

export interface DemoAddresses {
  site: string;
  notices: string;
  desk: string;
  inbox: string;
  texts: string;
  hooks: string;
  /** `passphrase`: of the key of an ombudsperson. */
  signIn: { role: string; roleZh: string; name: string; place: string; url: string; passphrase?: string }[];
  guardian: { name: string; url: string } | null;
}

/**
 * When the demo is made, one mail provider of the families refuses everybody for a moment, as happens: the service sees
 * that it is the provider's trouble, waits for an hour and turns no contact point off.
 */
const stormOf = { domain: 'mail.example', times: 40 } as const;

export interface RunningDemo {
  services: Services;
  addresses: DemoAddresses;
}

/** Each thing that was started puts its end here, so that a signal at any moment can undo all of it, the last first. */
export type Ends = (() => Promise<void>)[];

/** Starts everything, and fills the folder if it is new. Changes `config` to what the demo needs. */
export async function startDemo(
  config: Config,
  log: Log,
  options: { small: boolean; tell: Tell; ends: Ends },
): Promise<RunningDemo> {
  const { small, tell, ends } = options;
  await checkPort(config.port);
  const found = await prepareDemoFolder(config.dataDir, log);
  const inboxes = await catchMessages(config, ends, { storm: !found });
  const ground = await openGround(config, log);
  const groundEnd = ends.push(() => ground.stop()) - 1;
  const zip = join(config.dataDir, 'district.zip');
  const filled = found ? undefined : await fillDemo(ground.services, small ? smallSize : fullSize, zip, tell);
  config.demo = true;
  const belfry = await startOn(ground);
  // Its end is the ground's, too.
  ends[groundEnd] = () => belfry.stop();
  const catchers = { hooks: inboxes.hookUrl, robots: inboxes.texts, issuer: inboxes.provider.issuer };
  const record = found ?? (await goOut(belfry.services, filled as Filled, { small, ...catchers }));
  inboxes.provider.people = await providerPeople(belfry.services, record.posts);
  return { services: belfry.services, addresses: await addressesOf(belfry, record, inboxes) };
}

interface Inboxes {
  inbox: string;
  texts: string;
  hooks: string;
  /** For a webhook. */
  hookUrl: string;
  provider: DemoProvider;
}

/** Nothing may leave the machine: both channels and webhooks lead to catchers, whatever the environment says. */
async function catchMessages(config: Config, ends: Ends, { storm }: { storm: boolean }): Promise<Inboxes> {
  const refuses = storm ? stormOf : undefined;
  const mail = await nearPort(config.port, 1, (httpPort) => startMailCatcher({ smtpPort: 0, httpPort, refuses }));
  ends.push(() => mail.stop());
  const texts = await nearPort(config.port, 2, (httpPort) => startTextCatcher({ httpPort }));
  ends.push(() => texts.stop());
  const hooks = await nearPort(config.port, 3, (httpPort) => startHookCatcher({ httpPort }));
  ends.push(() => hooks.stop());
  const provider = await nearPort(config.port, 4, startDemoProvider);
  ends.push(() => provider.stop());
  const { issuer, clientId, clientSecret } = provider;
  config.oidc = { issuer, clientId, clientSecret, name: '青禾县统一身份认证', scope: 'openid email', claim: 'groups' };
  config.smtp = {
    url: mail.smtpUrl,
    from: 'notices@qinghe.example',
    pool: 4,
    ratePerSecond: 150,
    domainRatePerSecond: 150,
  };
  config.sms = {
    url: texts.gatewayUrl,
    token: texts.token,
    sender: undefined,
    ratePerSecond: 50,
    templateFile: undefined,
  };
  // The catchers of webhooks and of what group robots say are on this machine, and speak http.
  config.webhookPrivate = true;
  return { inbox: mail.inboxUrl, texts: texts.inboxUrl, hooks: hooks.inboxUrl, hookUrl: hooks.url, provider };
}

/** The port beside the site's, so that the address stays the same from start to start; any free one if it is taken. */
async function nearPort<T>(port: number, distance: number, start: (port: number) => Promise<T>): Promise<T> {
  const wanted = port === 0 || port + distance > 65535 ? 0 : port + distance;
  try {
    return await start(wanted);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return start(0);
  }
}

/** A port that is taken is said before the folder is filled, not after. */
async function checkPort(port: number): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', (error) => reject(addressTrouble(error, '127.0.0.1', port)));
    probe.listen(port, '127.0.0.1', resolve);
  });
  await new Promise((resolve) => probe.close(resolve));
}

/** What is in hand today. It needs the address of the site, which is known only now; then the demo is whole. */
async function goOut(
  services: Services,
  filled: Filled,
  { small, hooks, robots, issuer }: { small: boolean; hooks: string; robots: string; issuer: string },
): Promise<DemoRecord> {
  await chooseAsFamilies(services, filled);
  await workAtDesks(services, filled);
  await connectMachines(services, filled, hooks);
  await mapGroups(services, filled, issuer);
  await writeIncidents(services, filled);
  await writeDrills(services, filled);
  await writeMap(services, filled);
  await writeCases(services, filled);
  await writeChannels(services, filled, robots);
  await writePrivacy(services, filled);
  const notice = await startBusiness(services, filled);
  await backUp(services);
  const record: DemoRecord = {
    madeAt: services.clock.now().toISOString(),
    size: small ? 'small' : 'full',
    posts: filled.staff.shown.map(({ key, accountId, 'zh-CN': zh, en, name, place }) => {
      const passphrase = demoKeys.find(({ post }) => post === key)?.passphrase;
      return { accountId, 'zh-CN': zh, en, name, place, ...(passphrase && { passphrase }) };
    }),
    notice,
  };
  await finishDemoFolder(services.config.dataDir, record);
  return record;
}

/** One real backup, as the nightly one makes it: written, read again, listed. */
async function backUp(services: Services): Promise<void> {
  const { clock, config } = services;
  const folder = join(config.dataDir, 'backups');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const now = clock.now();
  const name = backupName(localDate(now, config.timeZone), localMinutes(now, config.timeZone));
  await makeBackup(services, join(folder, name), { by: 'schedule' });
}

async function addressesOf(
  { services, url }: RunningBelfry,
  record: DemoRecord,
  { inbox, texts, hooks }: Inboxes,
): Promise<DemoAddresses> {
  const site = url as string;
  const guardian = await exampleGuardian(services.db, record.notice);
  return {
    ...{ site, notices: `${site}/notices`, desk: `${site}/desk`, inbox, texts, hooks },
    signIn: record.posts.map((post) => ({
      ...{ role: post.en, roleZh: post['zh-CN'], name: post.name, place: post.place },
      url: demoSignInLink(services, post.accountId),
      ...(post.passphrase && { passphrase: post.passphrase }),
    })),
    guardian: guardian && { name: guardian.name, url: site + personalPath(signLink(services.secrets, guardian)) },
  };
}
