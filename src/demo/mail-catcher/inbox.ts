/** What the mail catcher keeps: the newest mails, in memory. */
export interface CaughtMail {
  id: number;
  at: Date;
  from: string;
  to: string[];
  subject: string;
  messageId: string;
  /** The whole mail as it came. */
  raw: string;
}

const kept = 5000;

export class Inbox {
  #mails: CaughtMail[] = [];
  #last = 0;

  get count(): number {
    return this.#mails.length;
  }

  add(bytes: Buffer, to: string[], at: Date): void {
    const raw = bytes.toString('utf8');
    const headers = raw.slice(0, raw.search(/\r?\n\r?\n/)).replace(/\r?\n[ \t]+/g, ' ');
    this.#last += 1;
    const mail = {
      ...{ id: this.#last, at, to, raw, from: words(header(headers, 'from')) },
      subject: words(header(headers, 'subject')),
      messageId: header(headers, 'message-id').replace(/[<>]/g, ''),
    };
    this.#mails.push(mail);
    // Cut in larger pieces: an array is not moved for each mail.
    if (this.#mails.length > kept + 500) this.#mails = this.#mails.slice(-kept);
  }

  /** Newest first. */
  all(): CaughtMail[] {
    return this.#mails.slice(-kept).reverse();
  }

  get(id: number): CaughtMail | undefined {
    return this.#mails.find((mail) => mail.id === id);
  }

  /** Mails with an id below `before` whose address or subject holds the words, newest first; one more than asked for. */
  find(search: string, before: number, limit: number): CaughtMail[] {
    const wanted = search.trim().toLowerCase();
    const found: CaughtMail[] = [];
    for (let index = this.#mails.length - 1; index >= 0 && found.length <= limit; index -= 1) {
      const mail = this.#mails[index] as CaughtMail;
      if (mail.id >= before) continue;
      const text = `${mail.to.join(' ')} ${mail.subject} ${mail.from}`.toLowerCase();
      if (text.includes(wanted)) found.push(mail);
    }
    return found;
  }
}

function header(headers: string, name: string): string {
  return new RegExp(`^${name}:[ \\t]*(.*)$`, 'im').exec(headers)?.[1]?.trim() ?? '';
}

// Encoded words (RFC 2047), as the list needs them; the page of one mail is parsed in full.
function words(text: string): string {
  const joined = text.replace(/\?=\s+=\?/g, '?==?');
  const bytes: { charset: string; piece: Buffer }[] = [];
  let out = '';
  const flush = () => {
    if (bytes.length > 0) out += new TextDecoder(bytes[0]?.charset).decode(Buffer.concat(bytes.map((b) => b.piece)));
    bytes.length = 0;
  };
  let at = 0;
  for (const match of joined.matchAll(/=\?([\w-]+)\?([bq])\?([^?]*)\?=/gi)) {
    const [whole, charset = 'utf-8', kind = 'b', data = ''] = match;
    if (match.index > at) {
      flush();
      out += joined.slice(at, match.index);
    }
    const quoted = () =>
      data.replace(/_/g, ' ').replace(/=([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
    bytes.push({
      charset,
      piece: kind.toLowerCase() === 'b' ? Buffer.from(data, 'base64') : Buffer.from(quoted(), 'latin1'),
    });
    at = match.index + whole.length;
  }
  flush();
  return out + joined.slice(at);
}
