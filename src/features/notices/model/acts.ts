/** What is done to a notice: in its own history as what happened, in the audit as `notice.` and the verb. */
import type { AuditAct } from '#features/audit/feature.ts';

export const auditActs = {
  created: 'notice.create',
  edited: 'notice.edit',
  discarded: 'notice.discard',
  submitted: 'notice.submit',
  taken_back: 'notice.take_back',
  commented: 'notice.comment',
  returned: 'notice.return',
  approved: 'notice.approve',
  reopened: 'notice.reopen',
  scheduled: 'notice.schedule',
  unscheduled: 'notice.unschedule',
  size_confirmed: 'notice.confirm_size',
  held: 'notice.hold',
  published: 'notice.publish',
  stopped: 'notice.stop',
  withdrawn: 'notice.withdraw',
  reminded: 'notice.remind',
  reminder_stopped: 'notice.stop_reminder',
  told: 'notice.tell',
  joined: 'notice.send_to_joiners',
  answered_for: 'notice.answer_for',
  replies_viewed: 'notice.view_replies',
  replies_exported: 'notice.export_replies',
  reply_file_opened: 'notice.open_reply_file',
  correction_started: 'notice.start_correction',
  applied: 'notice.apply',
  corrected: 'notice.correct',
  correction_stopped: 'notice.stop_correction',
  exported: 'notice.export',
  names_viewed: 'notice.view_names',
  unreachable_viewed: 'notice.view_unreachable',
  paper_printed: 'notice.print_paper',
} as const satisfies Record<string, AuditAct>;

export type NoticeAct = keyof typeof auditActs;
