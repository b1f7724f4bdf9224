/** The link with which the first administrator is made, and the one for when the last is lost. */
import { record } from '#features/audit/feature.ts';
import { localDate } from '#platform/clock.ts';
import type { Services } from '#platform/services.ts';
import { hashToken, newToken } from '../credentials/tokens.ts';
import { adminLinkMail } from '../mail.ts';
import { linkLifeMs } from '../model.ts';
import { paths } from '../paths.ts';
import { lockAdministrators, otherDistrictAdministrators } from '../queries/grants.ts';
import { endFirstLinks, insertLinks } from '../queries/links.ts';
import { holdersOf } from '../queries/names.ts';

/**
 * A one-time link for the first administrator, good for a day, while the district has none; null as soon as it has.
 * Links of earlier starts end.
 */
export async function firstAdministratorLink(services: Services): Promise<string | null> {
  const now = services.clock.now();
  return services.db.transaction().execute(async (trx) => {
    await lockAdministrators(trx);
    if ((await otherDistrictAdministrators(trx, today(services), {})) > 0) return null;
    await endFirstLinks(trx, now);
    const link = await newFirstLink(services, trx);
    await record(trx, { actor: { kind: 'system' }, action: 'account.make_first_link', at: now });
    return link;
  });
}

/**
 * On the console: a link for another administrator, whoever is left. Recorded, and told by mail to all administrators
 * there are, so that nobody makes one in silence.
 */
export async function consoleAdministratorLink(services: Services): Promise<{ link: string; told: number }> {
  const now = services.clock.now();
  return services.db.transaction().execute(async (trx) => {
    const link = await newFirstLink(services, trx);
    const administrators = await holdersOf(trx, 'administrator', null, today(services));
    const reachable = administrators.filter((a) => a.email !== null);
    for (const administrator of reachable) {
      await services.outbox.queueMail(trx, adminLinkMail(services, administrator, now));
    }
    await record(trx, {
      actor: { kind: 'console' },
      action: 'account.make_console_link',
      detail: { administrators: administrators.length, told: reachable.length },
      at: now,
    });
    return { link, told: reachable.length };
  });
}

async function newFirstLink(services: Services, trx: Parameters<typeof insertLinks>[0]): Promise<string> {
  const now = services.clock.now();
  const token = newToken();
  const expiresAt = new Date(now.getTime() + linkLifeMs.first_administrator);
  await insertLinks(trx, [
    {
      tokenHash: hashToken(token),
      accountId: null,
      purpose: 'first_administrator',
      reset: null,
      at: now,
      expiresAt,
      createdBy: null,
    },
  ]);
  return services.config.publicUrl + paths.link(token);
}

function today(services: Services): string {
  return localDate(services.clock.now(), services.config.timeZone);
}
