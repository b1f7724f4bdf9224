/** The mail path: does the server take our mail, and will others believe that it is ours. */
import { Resolver } from 'node:dns/promises';
import { createTransport } from 'nodemailer';
import type { Config } from '#platform/config.ts';
import { fail, type Line, ok, warn } from './line.ts';

export async function smtpLines(config: Config): Promise<Line[]> {
  if (!config.smtp) {
    const advice = 'set BELFRY_SMTP_URL and BELFRY_SMTP_FROM';
    return [warn('mail server', 'none is set: no mail leaves', advice)];
  }
  const url = new URL(config.smtp.url);
  const place = `${url.hostname}:${url.port || (url.protocol === 'smtps:' ? 465 : 587)}`;
  const transport = createTransport({
    host: url.hostname,
    port: Number(url.port || (url.protocol === 'smtps:' ? 465 : 587)),
    secure: url.protocol === 'smtps:',
    ...(url.username
      ? { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }
      : {}),
    connectionTimeout: 5_000,
    greetingTimeout: 5_000,
    socketTimeout: 8_000,
  });
  try {
    await transport.verify();
    return [ok('mail server', `${place} answers${url.username ? ' and lets us in' : ''}`)];
  } catch (error) {
    const { code, responseCode } = error as { code?: string; responseCode?: number };
    const why = [smtpTroubles[code ?? ''] ?? code ?? 'no answer', responseCode].filter(Boolean).join(' ');
    return [fail('mail server', `${place}: ${why}`, smtpAdvice(code))];
  } finally {
    transport.close();
  }
}

const smtpTroubles: Record<string, string> = {
  EAUTH: 'user or password refused',
  ESOCKET: 'cannot be reached',
  ECONNECTION: 'cannot be reached',
  ETIMEDOUT: 'no answer in time',
  EDNS: 'there is no such host',
  ETLS: 'no encrypted connection',
};

function smtpAdvice(code: string | undefined): string {
  if (code === 'EAUTH') return 'correct user and password in BELFRY_SMTP_URL';
  if (code === 'ETLS') return 'look at the certificate of the mail server';
  return 'look whether host and port in BELFRY_SMTP_URL are right and a firewall lets this machine through';
}

/** SPF, DKIM and DMARC of the sending domain: without them many providers refuse mail in bulk. */
export async function domainLines(config: Config): Promise<Line[]> {
  const domain = /@([^@>\s]+)>?\s*$/.exec(config.smtp?.from ?? '')?.[1]?.toLowerCase();
  if (!domain) return [];
  const resolver = new Resolver({ timeout: 3_000, tries: 2 });
  if (config.dnsServers.length > 0) resolver.setServers(config.dnsServers);
  const texts = async (name: string): Promise<string[]> => {
    try {
      return (await resolver.resolveTxt(name)).map((parts) => parts.join(''));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOTFOUND' || code === 'ENODATA') return [];
      throw error;
    }
  };
  return [
    spf(domain, await texts(domain)),
    await dkim(domain, config.dkimSelector, texts),
    dmarc(domain, await texts(`_dmarc.${domain}`)),
  ];
}

function spf(domain: string, records: string[]): Line {
  const found = records.filter((record) => /^v=spf1(\s|$)/i.test(record));
  const [record] = found;
  if (!record) {
    return fail(
      'SPF',
      `${domain} has no record`,
      `publish a TXT record such as "v=spf1 include:YOUR-RELAY -all" at ${domain}`,
    );
  }
  if (found.length > 1)
    return fail('SPF', `${domain} has ${found.length} records`, 'two make both void: join them into one');
  if (/\s\+?all\b/i.test(record))
    return fail('SPF', `${domain} lets everybody send: ${record}`, 'end it with -all or ~all');
  return ok('SPF', `${domain}: ${record}`);
}

async function dkim(
  domain: string,
  selector: string | undefined,
  texts: (name: string) => Promise<string[]>,
): Promise<Line> {
  if (!selector) {
    return warn('DKIM', 'not looked at', 'set BELFRY_DKIM_SELECTOR to the selector with which your relay signs');
  }
  const name = `${selector}._domainkey.${domain}`;
  const record = (await texts(name)).find((text) => /(^|;)\s*p=/.test(text));
  if (!record)
    return fail('DKIM', `no key at ${name}`, 'publish the key that your relay gives you, or correct the selector');
  if (/(^|;)\s*p=\s*(;|$)/.test(record)) return fail('DKIM', `the key at ${name} is withdrawn`, 'publish the new key');
  return ok('DKIM', `a key stands at ${name}`);
}

function dmarc(domain: string, records: string[]): Line {
  const record = records.find((text) => /^v=DMARC1\b/i.test(text));
  if (!record) {
    return fail(
      'DMARC',
      `_dmarc.${domain} has no record`,
      `publish "v=DMARC1; p=none; rua=mailto:…" first, then p=quarantine`,
    );
  }
  const policy = /;\s*p=\s*(none|quarantine|reject)\b/i.exec(record)?.[1]?.toLowerCase();
  if (!policy) return fail('DMARC', `_dmarc.${domain} names no policy`, 'add p=none, p=quarantine or p=reject');
  if (policy === 'none')
    return warn('DMARC', `_dmarc.${domain}: p=none`, 'after some weeks of reports raise it to quarantine');
  return ok('DMARC', `_dmarc.${domain}: p=${policy}`);
}
