/** The page's one script, a file of the folder like the others: any web server gives it out. */
import { readFileSync } from 'node:fs';

export const statusScript = readFileSync(new URL('../../../../public/status.js', import.meta.url), 'utf8');
