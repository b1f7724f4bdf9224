/** Another system: the public words as JSON, signed as Standard Webhooks, with an id by which it knows a repetition. */

import { cutToBytes } from '#platform/cut.ts';
import { mayBeOutside } from '#platform/fetch-outside.ts';
import { signedHeaders } from '#platform/standard-webhooks.ts';
import { wordsOf } from '../words-around.ts';
import { type Adapter, httpVerdict } from './adapter.ts';

export const webhook: Adapter = {
  limits: { bytes: 15_000, perMinute: 300 },
  repeatable: true,
  accepts: ({ url }, anyHost) => mayBeOutside(url, anyHost),
  async send({ content, credentials, post, signing, now, ask }) {
    const { title } = wordsOf(content, post.word);
    const { language, office, link, exercise } = content;
    const json = {
      type: `broadcast.${post.word}`,
      timestamp: now.toISOString(),
      data: { subject: post.subject, language, office, exercise, title, text: '', link },
    };
    json.data.text = cutToBytes(content.text, this.limits.bytes);
    const headers = signedHeaders(post.id, JSON.stringify(json), [signing], now);
    const answer = await ask(credentials.url, json, headers);
    return httpVerdict(answer) ?? { kind: 'sent', code: answer.kind === 'answer' ? `HTTP ${answer.status}` : '' };
  },
};
