/** What goes into an SMTP session and what comes out of it. */
import type SMTPConnection from 'nodemailer/lib/smtp-connection';

export interface Mail {
  from: string;
  to: string;
  /** The whole mail; asked for when its turn has come, so that texts do not pile up. */
  render(): string;
}

export type MailOutcome =
  /** The server took it over. */
  | { kind: 'accepted' }
  /** The server said no, for now (4xx) or for good (5xx). */
  | {
      kind: 'refused';
      stage: 'sender' | 'recipient' | 'data';
      code: number;
      /** Such as 5.1.1 (RFC 3463), where the server says it. */
      enhanced: string | null;
      text: string;
    }
  /** The session broke while the text was on its way: nobody knows whether the server took it. */
  | { kind: 'lost'; error: string }
  /** Nothing of it reached the server. */
  | { kind: 'untried'; error: string }
  /** Its turn came when the worker's claims were no longer respected: not begun. */
  | { kind: 'late' };

type ConnectionOptions = NonNullable<ConstructorParameters<typeof SMTPConnection>[0]>;

export interface SmtpOptions {
  connection: ConnectionOptions;
  auth: { credentials: { user: string; pass: string } } | null;
  /** Milliseconds for each answer. */
  timeout: number;
}

/**
 * Options from an address such as `smtp://user:password@mail.example.org:587` or `smtps://…`. `?tls=required` insists
 * on STARTTLS, `?tls=none` does without, `?insecure=true` takes any certificate.
 */
export function smtpOptions(url: string, timeout = 60_000): SmtpOptions {
  const { protocol, hostname, port, username, password, searchParams } = new URL(url);
  const secure = protocol === 'smtps:';
  const tls = searchParams.get('tls');
  return {
    connection: {
      host: hostname.replace(/^\[|\]$/g, ''),
      port: port ? Number(port) : secure ? 465 : 587,
      secure,
      ...(tls === 'required' ? { requireTLS: true } : {}),
      ...(tls === 'none' ? { ignoreTLS: true } : {}),
      ...(searchParams.get('name') ? { name: searchParams.get('name') as string } : {}),
      tls: { rejectUnauthorized: searchParams.get('insecure') !== 'true' },
    },
    auth: username ? { credentials: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } } : null,
    timeout,
  };
}
