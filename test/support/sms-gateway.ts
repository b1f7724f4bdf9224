/** A text message gateway for tests: checks the token and the shape of each request, and keeps what it accepts. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SentText {
  key: string;
  to: string;
  body: string;
}

export interface SmsGatewayDouble {
  url: string;
  token: string;
  sent: SentText[];
  requests: number;
  /** What it does with a message; may be changed while it runs. `hang`: accepts it, but its answer never comes. */
  behaviour: (to: string) => 'accept' | 'hang' | 'hang-unseen' | 'bad-number' | 'refuse' | 'busy' | 'broken';
  stop(): Promise<void>;
}

export async function startSmsGateway(): Promise<SmsGatewayDouble> {
  const token = 'sms-token';
  const receipts = new Map<string, string>();
  const double: SmsGatewayDouble = {
    url: '',
    token,
    sent: [],
    requests: 0,
    behaviour: () => 'accept',
    stop: async () => undefined,
  };
  const server = createServer(async (request, response) => {
    const answer = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (request.headers.authorization !== `Bearer ${token}`) return answer(401, { error: 'token' });
    if (request.method === 'GET') {
      const status = receipts.get(request.url?.split('/').at(-1) ?? '');
      return status ? answer(200, { status }) : answer(404, { error: 'unknown key' });
    }
    double.requests += 1;
    let text = '';
    for await (const piece of request) text += piece;
    const body = JSON.parse(text) as Record<string, unknown>;
    const recipient = (body.recipients as { uuid?: string; phone?: string }[] | undefined)?.[0];
    const key = request.headers['idempotency-key'];
    const good = typeof body.subject === 'string' && typeof body.body === 'string' && body.content_type === 'plain';
    if (!good || typeof recipient?.phone !== 'string' || typeof key !== 'string' || recipient.uuid !== key) {
      return answer(400, { error: 'shape' });
    }
    const what = double.behaviour(recipient.phone);
    if (what === 'bad-number') return answer(422, { error: 'invalid_number' });
    if (what === 'refuse') return answer(422, { error: 'template_not_approved' });
    if (what === 'busy') return answer(429, { error: 'slow down' });
    if (what === 'broken') return answer(500, { error: 'oops' });
    if (what === 'hang-unseen') return;
    double.sent.push({ key, to: recipient.phone, body: String(body.body) });
    receipts.set(key, 'sent');
    if (what === 'accept') answer(200, { status: 'accepted' });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  double.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/sms`;
  double.stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return double;
}
