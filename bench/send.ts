/** 20,000 personalised mails of 2 KB to a local sink, against a bare pooled nodemailer sender in the same run. */
import { createTransport } from 'nodemailer';
import { progress } from '../src/features/delivery/feature.ts';
import { startDelivery } from '../src/features/delivery/sender/loop.ts';
import { draftFor, send, testServices, until } from '../test/support/delivery.ts';
import { makeSyntheticDirectory } from '../test/support/synthetic-directory.ts';
import { type BenchOptions, type BenchResult, result } from './result.ts';
import { seconds, startBenchServer } from './server.ts';
import { startSink } from './sink.ts';

const goal = 0.8;
const connections = 8;
const paragraph = '请各位家长于本周五前阅读本通知，并在页面上确认。若有疑问，请与班主任联系，谢谢配合。';

export async function run({ say, scale }: BenchOptions): Promise<BenchResult[]> {
  const mails = Math.round(20_000 * scale);
  const bench = await startBenchServer();
  const sink = await startSink();
  try {
    say(`a bare pooled nodemailer sender, ${connections} connections, ${mails} mails`);
    const bare = await seconds(() => bareNodemailer(sink.url, mails));
    const before = Object.keys(await sink.count()).length;
    if (before !== mails) throw new Error(`The sink got ${before} mails of nodemailer instead of ${mails}.`);

    say('Belfry: expansion, claims, composing, SMTP and records');
    const directory = await makeSyntheticDirectory(bench.db, { guardians: mails, bare: true });
    await bench.owner.query('vacuum analyze');
    const services = testServices(bench.db, { BELFRY_SMTP_URL: sink.url, BELFRY_SMTP_POOL: String(connections) });
    const loop = startDelivery(services);
    const content = {
      ...{ language: 'zh-CN', subject: '关于调整冬季作息时间的通知', short: '{{link}}' },
      text: `各位家长：\n\n{{link}}\n\n${paragraph}\n${paragraph}`,
      html: `<p>各位家长：</p><p><a href="{{link}}">查看通知</a></p><p>${paragraph}</p>`,
    };
    const took = await seconds(async () => {
      const draft = draftFor(directory.districtId, mails, { contents: [content] });
      const id = await send(services, draft);
      await until(
        () => progress(bench.db, id),
        (now) => now?.delivered === mails,
        600_000,
      );
    });
    await loop.stop();
    const got = await sink.count();
    const twice = Object.values(got).filter((times) => times > 1).length;
    if (Object.keys(got).length !== 2 * mails || twice > 0) throw new Error('The sink did not get each mail once.');
    const figure = mails / took;
    const limit = mails / bare;
    return [
      result({
        name: 'send',
        unit: 'mails/s',
        figure,
        limit,
        goal,
        note: `the goal after that is 5; first to last mail ${took.toFixed(2)} s`,
      }),
    ];
  } finally {
    await sink.stop();
    await bench.stop();
  }
}

async function bareNodemailer(url: string, mails: number): Promise<void> {
  const { hostname, port } = new URL(url);
  const transport = createTransport({
    ...{ host: hostname, port: Number(port), ignoreTLS: true, pool: true },
    ...{ maxConnections: connections, maxMessages: Number.POSITIVE_INFINITY },
  });
  let next = 0;
  const lane = async () => {
    while (next < mails) {
      const n = next++;
      const link = `https://belfry.test/m/${n}`;
      await transport.sendMail({
        ...{
          from: '示例县教育局 <office@belfry.test>',
          to: `guardian${n}@mail.test`,
          messageId: `<bare${n}@belfry.test>`,
        },
        subject: '关于调整冬季作息时间的通知',
        text: `各位家长：\n\n${link}\n\n${paragraph}\n${paragraph}`,
        html: `<p>各位家长：</p><p><a href="${link}">查看通知</a></p><p>${paragraph}</p>`,
      });
    }
  };
  await Promise.all(Array.from({ length: connections * 2 }, lane));
  transport.close();
}
