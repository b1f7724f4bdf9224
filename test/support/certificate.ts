/** A certificate that signs itself, for servers on loopback. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Writes key and certificate for the name, good for two days. */
export async function selfSigned(name: string, key: string, cert: string): Promise<void> {
  const subject = ['-subj', `/CN=${name}`, '-days', '2'];
  const how = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  await run('openssl', ['req', '-x509', ...how, ...subject, '-keyout', key, '-out', cert]);
}
