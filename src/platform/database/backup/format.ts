/**
 * What stands in a backup: a tar of parts, compressed by zstd, sealed by age if a key is given. Standard tools open it:
 * `age -d -i KEY FILE | zstd -d | tar t`. First the head, then each table as COPY text in parts of some megabytes, then
 * the manifest with counts and hashes; without the manifest it is not whole.
 */
import { OperatorError } from '../../operator-error.ts';

export const format = 1;
export const headName = 'belfry-backup.json';
export const manifestName = 'manifest.json';
export const masterKeyName = 'secrets/master-key';
export const partName = (table: string, part: number): string => `data/${table}/${String(part).padStart(6, '0')}`;

/** Text of one part; a part is held in memory whole, by the writer and by the reader. */
export const partSize = 4 * 1024 * 1024;
/** A part ends with the row that makes it full, and a row may carry an attachment. */
export const largestEntry = 1024 ** 3;

export interface Partition {
  name: string;
  /** As PostgreSQL writes it: FOR VALUES FROM … TO …, or DEFAULT. */
  bound: string;
  options: string[];
}

export interface TableShape {
  name: string;
  columns: string[];
  partitions: Partition[];
}

/** The first entry: what the rows that follow need. */
export interface BackupHead {
  format: number;
  id: string;
  /** The moment of the snapshot. */
  madeAt: string;
  postgres: string;
  migrations: { name: string; sha256: string }[];
  tables: TableShape[];
  /** The end of the audit chain in the snapshot. */
  auditHead: { position: number; hash: string } | null;
  /** Tells whether a server has the master key under which links and second factors were made; tells nothing of it. */
  keyFingerprint: string | null;
  /** In encrypted backups, unless the key comes from a setting. */
  hasMasterKey: boolean;
}

export interface TableProof {
  rows: number;
  bytes: number;
  parts: number;
  sha256: string;
}

/** The last entry. */
export interface BackupManifest {
  id: string;
  headSha256: string;
  tables: Record<string, TableProof>;
  sequences: { name: string; value: number }[];
}

/** A file that is no backup, not for this key, or not whole. */
export function damaged(file: string, what: string, cause?: unknown): OperatorError {
  return new OperatorError(`The backup ${file} cannot be used: ${what}`, { cause });
}
