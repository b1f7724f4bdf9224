/** A message as the sender needs it: read and compiled once, kept while it is being sent. */
import { organisationsByIds } from '#features/directory/feature.ts';
import { wordsLanguage } from '#platform/i18n.ts';
import type { Services } from '#platform/services.ts';
import { withIssuer, withUnsubscribe } from '../compose/footer.ts';
import { compileTemplate, type MailTemplate } from '../compose/template.ts';
import {
  type ContentRow,
  contentRows,
  contentsRevision,
  type MessageRow,
  messageRow,
  threadOf,
} from '../queries/message-rows.ts';

export interface Outgoing {
  message: MessageRow;
  office: string;
  /** Ids of the messages before in the thread of its mail. */
  thread: readonly number[];
  /** The content for a person's language. */
  contentFor(language: string | null): ContentRow;
  /** The compiled mail in that content's language. */
  mailFor(language: string | null): MailTemplate;
}

const kept = 30;
/** Milliseconds after which one asks again whether the contents were replaced. */
const goodFor = 1000;

interface Kept {
  outgoing: Promise<Outgoing>;
  revision: number;
  checkedAt: number;
}

export class Templates {
  readonly #services: Services;
  readonly #messages = new Map<number, Kept>();

  constructor(services: Services) {
    this.#services = services;
  }

  /** The audience of a message never changes; its contents do when a notice is corrected while it goes out. */
  async get(messageId: number): Promise<Outgoing> {
    const known = this.#messages.get(messageId);
    const now = performance.now();
    if (known && now - known.checkedAt < goodFor) return known.outgoing;
    const revision = await contentsRevision(this.#services.db, messageId);
    if (known && known.revision === revision) {
      known.checkedAt = now;
      return known.outgoing;
    }
    const outgoing = this.#load(messageId);
    this.#messages.set(messageId, { outgoing, revision, checkedAt: now });
    outgoing.catch(() => this.#messages.delete(messageId));
    const oldest = this.#messages.keys().next();
    if (this.#messages.size > kept && !oldest.done) this.#messages.delete(oldest.value);
    return outgoing;
  }

  async #load(messageId: number): Promise<Outgoing> {
    const { db, config } = this.#services;
    const message = await messageRow(db, messageId);
    const contents = await contentRows(db, messageId);
    if (!message || contents.length === 0) throw new Error(`Message ${messageId} has no content.`);
    const office = (await organisationsByIds(db, [message.organisationId])).get(message.organisationId)?.name ?? '';
    const mails = new Map<string, MailTemplate>();
    const thread = await threadOf(db, message);
    // Nobody can refuse an alert: it offers no way to.
    const alert = message.alertId !== null;
    for (const content of contents) {
      const common = { from: config.smtp?.from ?? 'belfry@localhost', fromName: office || null };
      const around = alert ? withIssuer(content, office) : withUnsubscribe(content, office);
      const kind = { unsubscribable: !alert, important: alert, threaded: thread.length > 0 };
      mails.set(content.language, await compileTemplate({ ...common, ...kind, ...around }));
    }
    const contentFor = (language: string | null) => chooseContent(contents, language);
    return {
      message,
      office,
      thread,
      contentFor,
      mailFor: (language) => mails.get(contentFor(language).language) as MailTemplate,
    };
  }
}

/** The person's own language, else for readers of Tibetan and Qiang what stands in for it, else the main one. */
export function chooseContent(contents: readonly ContentRow[], language: string | null): ContentRow {
  const of = (wanted: string) => contents.find((content) => content.language === wanted);
  const own = language && of(language);
  const near = language === 'bo' || language === 'qxs' ? of(wordsLanguage(language)) : undefined;
  return own || near || (contents[0] as ContentRow);
}
