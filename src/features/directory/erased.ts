/** The key of the marks that keep an import from bringing erased people back. */
import type { Config } from '#platform/config.ts';
import { openSecrets } from '#platform/secrets.ts';

export function markKeyOf(config: Pick<Config, 'dataDir' | 'secret'>): Buffer {
  return openSecrets(config.dataDir, config.secret).deriveKey('erased people');
}
