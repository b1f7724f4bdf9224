import { type Command, InvalidArgumentError } from 'commander';
import type { Finding, Head, Verification } from '../features/audit/feature.ts';
import { systemClock } from '../platform/clock.ts';
import { withServer } from '../platform/database/addresses.ts';
import { openDatabase } from '../platform/database/connect.ts';
import { holdsCommands, open, report } from './open.ts';

/** belfry audit …: the proof that nothing in the audit was changed afterwards. */
export function registerAudit(program: Command): void {
  const audit = holdsCommands(program.command('audit').description('the record of who did what'));
  audit.addHelpText('after', '\nExample:\n  belfry audit verify');
  audit
    .command('verify')
    .description('prove that nothing in the audit was altered, removed, reordered or cut')
    .option('--head <position:hash>', 'a head that was kept elsewhere, such as in an auditor’s mail', parseHead)
    .addHelpText(
      'after',
      `
Compared with every head in audit-head.jsonl in the data folder, and with --head. Status 1 if anything is found.

Examples:
  belfry audit verify
  belfry audit verify --head 1042:9f2c…  --json`,
    )
    .action(async (_options, command: Command) => {
      const opened = open(command);
      const { config, log } = opened;
      const { head } = command.opts<{ head?: Head }>();
      const { keptHeads, verifyChain } = await import('../features/audit/feature.ts');
      const kept = await keptHeads(config.dataDir);
      const result = await withServer(config, log, async ({ appUrl }) => {
        const db = openDatabase(appUrl, { max: 2, applicationName: 'belfry audit', log });
        try {
          return await verifyChain(db, { head, heads: kept.heads, now: systemClock.now() });
        } finally {
          await db.destroy();
        }
      });
      report(
        opened,
        { ...result, unreadableHeads: kept.unreadable, headsSetAside: kept.setAside },
        sentence(result, kept.unreadable) + aside(kept.setAside),
      );
      if (!result.ok || kept.unreadable > 0) process.exitCode = 1;
    });
}

function parseHead(text: string): Head {
  const match = /^\s*([1-9]\d{0,15})\s*:\s*([0-9a-fA-F]{64})\s*$/.exec(text);
  if (!match) throw new InvalidArgumentError('a head is POSITION:HASH, with 64 hexadecimal digits.');
  return { position: Number(match[1]), hash: (match[2] as string).toLowerCase() };
}

const meanings: Record<Finding['kind'], string> = {
  altered: 'was changed after it was sealed, or exchanged with another',
  missing: 'is gone from the audit',
  gap: 'is gone from the chain',
  inserted: 'was pushed in among older events',
  unsealed: 'has waited too long to be sealed: are the workers running?',
  head_differs: 'is not what was kept outside: the chain was made anew from some earlier point',
  cut: 'was kept outside, but the chain ends before it',
};

/** What a restore has cut off is told each time, so that nobody cuts the chain by calling it a restore. */
function aside(heads: readonly Head[]): string {
  const last = heads.at(-1);
  if (!last) return '';
  return `\nSet aside by a restore: ${heads.length} heads up to ${last.position}:${last.hash}. What was recorded after the backup is not here; the audit tells who restored it, and when.`;
}

function sentence(result: Verification, unreadable: number): string {
  const head = result.head ? `${result.head.position}:${result.head.hash}` : 'none';
  const lines = result.findings.map((f) => {
    const where = [f.position && `position ${f.position}`, f.eventId && `event ${f.eventId}`]
      .filter(Boolean)
      .join(', ');
    return `  ${where} ${meanings[f.kind]}`;
  });
  if (result.findingCount > result.findings.length)
    lines.push(`  … and ${result.findingCount - result.findings.length} more`);
  if (unreadable > 0) lines.push(`  ${unreadable} lines of audit-head.jsonl can't be read`);
  const verdict =
    lines.length === 0
      ? `The audit is whole: ${result.sealed} events, compared with ${result.headsCompared} heads kept outside.`
      : `The audit is NOT whole (${result.sealed} events, ${result.headsCompared} heads kept outside):\n${lines.join('\n')}`;
  const waiting = result.waiting > 0 ? `\nWaiting to be sealed: ${result.waiting}` : '';
  return `${verdict}${waiting}\nHead: ${head}`;
}
