/** What operation keeps, and for how long. */
import type { Keeping } from '#platform/keeping.ts';

export const keeping: Keeping = {
  rules: [
    {
      kind: 'operation.backups',
      tables: ['backup_run'],
      what: { 'zh-CN': '数据库备份', en: 'Backups of the database' },
      purpose: { 'zh-CN': '故障后恢复', en: 'To restore after a failure' },
      period: {
        'zh-CN': '保留最近若干天和若干周（默认 7 天、4 周，由运维设置）；备份记录 400 天',
        en: 'The last days and weeks (7 days and 4 weeks unless the operator sets otherwise); the record of a backup for 400 days',
      },
      after: { 'zh-CN': '无', en: 'Nothing' },
      source: { 'zh-CN': '网络安全法：重要数据备份', en: 'Cybersecurity Law: backups of important data' },
      by: { 'zh-CN': '每次备份后清除', en: 'Cleared after each nightly backup' },
      mayBeHeld: false,
    },
    {
      kind: 'operation.tombstones',
      tables: ['tombstone'],
      what: {
        'zh-CN': '退订、监护终止、清除等编号记录，使恢复备份不会撤销这些变更',
        en: 'Numbers of opt-outs, endings and erasures, so that a restored backup undoes none of them',
      },
      purpose: { 'zh-CN': '清除后不因恢复备份而重现', en: 'What was erased stays erased after a restore' },
      period: { 'zh-CN': '系统使用期间；仅有编号', en: 'As long as the system is in use; numbers only' },
      after: { 'zh-CN': '无', en: 'Nothing' },
      source: { 'zh-CN': '个人信息保护法第四十七条', en: 'PIPL Art. 47' },
      // An older one that was dropped here would be done again after a restore, over a later word of the same person.
      by: {
        'zh-CN': '不删除：较早的记录须与较晚的一同保留',
        en: 'Not deleted: an earlier one must not outlive a later one',
      },
      mayBeHeld: false,
    },
  ],
  aboutNobody: { service_process: 'Processes of the service, and the hosts on which they run.' },
  parts: [],
  notCopied: {},
  erasures: [],
  notErased: {},
  kept: [
    {
      what: { 'zh-CN': '备份文件', en: 'Backups' },
      why: {
        'zh-CN': '备份按保留期删除；恢复备份时清除会自动重做',
        en: 'They go by their own retention; when one is restored, the erasure is done again by itself',
      },
      count: async () => 1,
    },
  ],
};
