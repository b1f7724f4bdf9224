/** What accounts does by itself: forgetting, and the auditors' daily mail. */
import type { Job } from '#platform/jobs.ts';
import { mailAuditHead } from './actions/audit-head.ts';
import { runReviews } from './actions/review.ts';
import { sweep } from './actions/sweep.ts';

export const jobs: readonly Job[] = [
  { name: 'accounts.sweep', cron: '17 * * * *', run: (services) => sweep(services) },
  // 23:10 UTC is the early morning in China.
  { name: 'accounts.review', cron: '10 23 * * *', run: (services) => runReviews(services) },
  // Here and not in audit, because accounts knows who the auditors are. 22:05 UTC is the early morning in China.
  {
    name: 'accounts.mail_audit_head',
    cron: '5 22 * * *',
    run: async (services) => void (await mailAuditHead(services)),
  },
];
