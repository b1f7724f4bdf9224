/** What operation has to say on the operations page: restore, backups, tombstones. */

import { restoreMark } from '#platform/database/restore-mark.ts';
import type { StandingLine } from '#platform/feature.ts';
import { sizeInWords } from '#platform/files/size.ts';
import { type Language, momentInWords } from '#platform/i18n.ts';
import { serviceProcesses } from '#platform/processes.ts';
import type { Services } from '#platform/services.ts';
import { words } from './messages.ts';
import { hour, oldAfterHours } from './model.ts';
import { backupsPath, hostsPath, releasePath } from './paths.ts';
import { lastGoodRun } from './queries/runs.ts';
import { waitingSince } from './queries/tombstones.ts';

const lateAfterMs = 10 * 60_000;

export async function standing({ db, config, clock }: Services, language: Language): Promise<StandingLine[]> {
  const t = words(language);
  const when = (at: Date) => momentInWords(at, language, config.timeZone);
  const now = clock.now();
  const lines: StandingLine[] = [];

  lines.push(await hostsLine(db, t));

  const mark = await restoreMark(db);
  if (mark && !mark.releasedAt) {
    const text = t('heldText', { backup: when(new Date(mark.backupAt)) });
    lines.push({ level: 'fail', title: t('standing_restore'), text, href: releasePath });
  }

  const title = t('standing_backup');
  const good = await lastGoodRun(db);
  const off = config.backup.at === 'off';
  if (config.demo) lines.push({ level: 'ok', title, text: t('backupsDemo'), href: backupsPath });
  else if (!good) lines.push({ level: 'warn', title, text: t(off ? 'backupsOff' : 'backupNone'), href: backupsPath });
  else {
    const old = now.getTime() - good.startedAt.getTime() > oldAfterHours * hour;
    const at = when(good.startedAt);
    const goodText = good.bytes
      ? t('backupGood', { when: at, size: sizeInWords(good.bytes) })
      : t('backupGoodShort', { when: at });
    const text = old ? t('backupOld', { when: at }) : goodText;
    lines.push({ level: old ? 'fail' : 'ok', title, text, href: backupsPath });
  }

  const { n, since } = await waitingSince(db);
  if (since && now.getTime() - since.getTime() > lateAfterMs) {
    const text = t('tombstonesLate', { n, since: when(since) });
    lines.push({ level: 'fail', title: t('standing_tombstones'), text });
  }
  return lines;
}

async function hostsLine(db: Services['db'], t: ReturnType<typeof words>): Promise<StandingLine> {
  const processes = await serviceProcesses(db);
  const away = processes.filter((process) => process.away);
  const here = processes.filter((process) => !process.away);
  const title = t('standing_hosts');
  if (away.length > 0) {
    const names = away.map(({ host, role }) => `${host} (${t(`role_${role}`)})`).join(', ');
    return { level: 'fail', title, text: t('hostsAway', { names }), href: hostsPath };
  }
  const hosts = new Set(here.map(({ host }) => host)).size;
  return { level: 'ok', title, text: t('hostsHere', { n: here.length, hosts }), href: hostsPath };
}
