/** Previews show a link that opens nothing, in the place of each person's own. */
import type { Ctx } from '#platform/http/context.ts';
import { personalPath } from '../paths.ts';

/** As long as a real one, so that the segments of a text message are counted right. */
const sampleToken = 'AbCdEfGhIjKlMnOpQrStUvWx';

export function withSampleLink<T extends object>(c: Ctx, content: T): T {
  const link = c.var.services.config.publicUrl + personalPath(sampleToken);
  return Object.fromEntries(
    Object.entries(content).map(([key, value]) => [key, String(value).replaceAll('{{link}}', link)]),
  ) as T;
}
