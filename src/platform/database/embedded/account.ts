import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { OperatorError } from '../../operator-error.ts';

/** The operating system's account under which the embedded server runs. */
export interface Account {
  name: string;
  uid: number;
  gid: number;
}

/**
 * The account for the server's processes. PostgreSQL refuses to run as root, so root hands over to the owner of an
 * existing cluster, else to postgres, else to nobody; everybody else runs it as themselves.
 */
export function serverAccount(cluster: string): Account {
  const uid = process.geteuid?.() ?? -1;
  const gid = process.getegid?.() ?? -1;
  const owner = clusterOwner(cluster);
  if (uid !== 0) {
    if (owner && owner.uid !== uid) {
      throw new OperatorError(
        `The database in ${cluster} belongs to another account (uid ${owner.uid}): run as that account or as root.`,
      );
    }
    return { name: 'self', uid, gid };
  }
  // The owner wins: a package installed later may create the account postgres, but the cluster still belongs to nobody.
  if (owner && owner.uid !== 0) return owner;
  const known = readAccounts();
  const account = known.get('postgres') ?? known.get('nobody');
  if (!account)
    throw new OperatorError('PostgreSQL does not run as root and there is no account postgres or nobody: create one.');
  return account;
}

function clusterOwner(cluster: string): Account | undefined {
  const found = look(cluster);
  return found && { name: 'owner', uid: found.uid, gid: found.gid };
}

function look(cluster: string) {
  try {
    return statSync(cluster, { throwIfNoEntry: false });
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code === 'EACCES' ? 'this account may not enter it' : String(cause);
    throw new OperatorError(
      `The data folder ${dirname(cluster)} cannot be used: ${reason}. Choose another one with --data.`,
      {
        cause,
      },
    );
  }
}

function readAccounts(): Map<string, Account> {
  const accounts = new Map<string, Account>();
  for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const [name, , uid, gid] = line.split(':');
    if (name && uid && gid) accounts.set(name, { name, uid: Number(uid), gid: Number(gid) });
  }
  return accounts;
}
