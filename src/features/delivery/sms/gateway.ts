/**
 * Text messages over a generic HTTP gateway. The request has the shape of listmonk's messengers, plus the key by which
 * the gateway can recognise a repetition and by which its receipt is asked for (`GET <url>/<key>`).
 */
import { outgoing } from '#platform/fetch.ts';
import { readSmsTemplate, type SmsTemplate } from './template.ts';
import { sendTemplated } from './templated.ts';

export interface SmsGateway {
  url: string;
  token: string;
  sender?: string | undefined;
  /** Milliseconds for each request. */
  timeout?: number;
  /** A gateway with its own way. */
  template?: SmsTemplate | undefined;
}

/** The gateway of the settings; a template file with mistakes stops the start, with each mistake in words. */
export function openGateway(sms: Omit<SmsGateway, 'template'> & { templateFile?: string | undefined }): SmsGateway {
  const { templateFile, ...gateway } = sms;
  return { ...gateway, template: templateFile === undefined ? undefined : readSmsTemplate(templateFile) };
}

export interface TextMessage {
  /** The same for each attempt at the same message and person. */
  key: string;
  to: string;
  subject: string;
  body: string;
  /** The personal address in it. */
  link?: string;
  /** For gateways that send approved templates only (most in China): its name, and short variables. */
  template?: string;
  variables?: Record<string, string>;
}

export type TextOutcome =
  | { kind: 'accepted' }
  | { kind: 'refused'; temporary: boolean; badNumber: boolean; text: string }
  /** Nothing reached the gateway. */
  | { kind: 'untried'; error: string }
  /** It may have been sent; it must not be sent again. */
  | { kind: 'unknown' };

/** Hands one message over. After a timeout the receipt is asked for; without one the outcome is unknown. */
export async function sendText(gateway: SmsGateway, message: TextMessage): Promise<TextOutcome> {
  if (gateway.template) return sendTemplated(gateway, gateway.template, message);
  const timeout = gateway.timeout ?? 15_000;
  const answer = await outgoing(gateway.url, {
    headers: { authorization: `Bearer ${gateway.token}`, 'idempotency-key': message.key },
    json: {
      subject: message.subject,
      body: message.body,
      content_type: 'plain',
      ...(message.template ? { template: message.template, params: message.variables ?? {} } : {}),
      ...(gateway.sender ? { from: gateway.sender } : {}),
      recipients: [{ uuid: message.key, phone: message.to }],
    },
    timeout,
  });
  if (answer.kind === 'unreachable') return { kind: 'untried', error: answer.error };
  if (answer.kind === 'timeout') return receipt(gateway, message.key, timeout);
  return judge(answer.status, answer.body);
}

/** What the gateway knows of a message whose answer never came. */
async function receipt(gateway: SmsGateway, key: string, timeout: number): Promise<TextOutcome> {
  const answer = await outgoing(`${gateway.url}/${encodeURIComponent(key)}`, {
    headers: { authorization: `Bearer ${gateway.token}` },
    timeout,
  });
  if (answer.kind !== 'answer' || answer.status !== 200) return { kind: 'unknown' };
  const state = field(answer.body, 'status');
  if (state === 'accepted' || state === 'sent' || state === 'delivered') return { kind: 'accepted' };
  if (state === 'failed' || state === 'rejected') {
    return { kind: 'refused', temporary: false, badNumber: false, text: `receipt ${state}` };
  }
  return { kind: 'unknown' };
}

function judge(status: number, body: string): TextOutcome {
  if (status >= 200 && status < 300) return { kind: 'accepted' };
  const text = `${status} ${field(body, 'error') ?? ''}`.trim().slice(0, 120);
  // Wrong token, wrong address: our settings, not this message.
  if (status === 401 || status === 403 || status === 404 || (status >= 300 && status < 400)) {
    return { kind: 'untried', error: text };
  }
  // The gateway answered that it did not take it. A 5xx says nothing of the kind.
  if (status === 429) return { kind: 'refused', temporary: true, badNumber: false, text };
  if (status >= 500) return { kind: 'unknown' };
  return { kind: 'refused', temporary: false, badNumber: field(body, 'error') === 'invalid_number', text };
}

function field(body: string, name: string): string | undefined {
  try {
    const value = (JSON.parse(body) as Record<string, unknown>)[name];
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
