/** Text messages over a gateway that has its own way, as the operator's file describes it. */
import { outgoing } from '#platform/fetch.ts';
import type { SmsGateway, TextMessage, TextOutcome } from './gateway.ts';
import { type Condition, filledRequest, holds, type SmsTemplate, type Variables, valueAt } from './template.ts';

/** Hands one message over. After a timeout the receipt is asked for where there is one; else the outcome is unknown. */
export async function sendTemplated(
  gateway: SmsGateway,
  template: SmsTemplate,
  message: TextMessage,
): Promise<TextOutcome> {
  const timeout = gateway.timeout ?? 15_000;
  const variables = variablesOf(gateway, message);
  const wanted = message.variables?.code && template.code ? template.code : template.notice;
  const answer = await outgoing(...asked(filledRequest(wanted, variables), timeout));
  if (answer.kind === 'unreachable') return { kind: 'untried', error: answer.error };
  if (answer.kind === 'timeout') return receipt(template, variables, timeout);
  const { status, body } = answer;
  const is = (condition: Condition | undefined) => holds(condition, status, body);
  if (is(template.accepted)) return { kind: 'accepted' };
  const text = [status, codeOf(template, body)].filter(Boolean).join(' ').slice(0, 120);
  if (is(template.tooFast) || status === 429) return { kind: 'refused', temporary: true, badNumber: false, text };
  if (is(template.badNumber)) return { kind: 'refused', temporary: false, badNumber: true, text };
  const ours = [301, 302, 307, 308, 401, 403, 404].includes(status);
  if (is(template.settings) || ours) return { kind: 'untried', error: text };
  // A 5xx says nothing of whether it was sent.
  if (status >= 500) return { kind: 'unknown' };
  return { kind: 'refused', temporary: false, badNumber: false, text };
}

async function receipt(template: SmsTemplate, variables: Variables, timeout: number): Promise<TextOutcome> {
  if (!template.receipt) return { kind: 'unknown' };
  const { request, sent, failed } = template.receipt;
  const answer = await outgoing(...asked(filledRequest(request, variables), timeout));
  if (answer.kind !== 'answer') return { kind: 'unknown' };
  if (holds(sent, answer.status, answer.body)) return { kind: 'accepted' };
  if (!holds(failed, answer.status, answer.body)) return { kind: 'unknown' };
  return { kind: 'refused', temporary: false, badNumber: false, text: 'receipt failed' };
}

function asked(request: ReturnType<typeof filledRequest>, timeout: number): Parameters<typeof outgoing> {
  const { url, method, headers, body } = request;
  return [url, { method, headers, timeout, ...(body === undefined ? {} : { body }) }];
}

function variablesOf(gateway: SmsGateway, message: TextMessage): Variables {
  const { to, body, subject, link = '', key } = message;
  return {
    ...{ to, body, subject, link, key, url: gateway.url, token: gateway.token, sender: gateway.sender ?? '' },
    national: to.replace(/^\+86/, ''),
    digits: to.replace(/^\+/, ''),
    linkCode: link.split('/').at(-1) ?? '',
    code: message.variables?.code ?? '',
    minutes: message.variables?.minutes ?? '',
  };
}

/** The gateway's own code, from where it says whether it took the message. */
function codeOf(template: SmsTemplate, body: string): string {
  const value = template.accepted.path === undefined ? undefined : valueAt(body, template.accepted.path);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
