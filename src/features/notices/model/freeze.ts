/** What an approval covers, in one spelling: the hash of it is what is frozen. */
import { createHash } from 'node:crypto';
import { approvalsAsFrozen, type Step } from '../chains/model/chain.ts';
import type { Whole } from './notice.ts';

/** The hash over everything that readers get, to whom it goes and how many they were, and the steps of its approval. */
export function contentHash(
  { notice, texts, attachments, recordings, audience, slip, rule }: Whole,
  size: number,
  approvals: readonly Step[] = [],
): Buffer {
  const clauses = (mode: 'include' | 'exclude') =>
    audience[mode].map((clause) => `${clause.organisationId} ${clause.role}`).sort();
  const frozen = {
    office: notice.organisationId,
    kind: notice.kind,
    // From a series: which one. The serial is given when it is published, and stays with a notice that was stopped.
    number: notice.numberCodeId === null ? notice.number : null,
    series: notice.numberCodeId ?? undefined,
    public: notice.isPublic,
    language: notice.mainLanguage,
    request: notice.request,
    deadline: notice.deadlineOn,
    texts: texts.map((text) => [text.language, text.title, text.body]).sort(),
    attachments: attachments.map((file) => [file.sha256, file.name]),
    // Left out of the spelling where there is none.
    recordings: recordings.length > 0 ? recordings.map((one) => [one.language, one.sha256]).sort() : undefined,
    include: clauses('include'),
    exclude: clauses('exclude'),
    size,
    expires: notice.expiresOn ?? undefined,
    forwards: notice.forwardsId ? [notice.forwardsId, notice.forwardsVersion, notice.preface] : undefined,
    slip: slip ?? undefined,
    approvals: approvalsAsFrozen(approvals),
    rule: rule ?? undefined,
    // Left out of the spelling where it is not a correction.
    correction: notice.correctsId
      ? [notice.correctsId, notice.correctionReason, notice.correctionTold, notice.correctionRenews]
      : undefined,
  };
  return createHash('sha256').update(JSON.stringify(frozen)).digest();
}
