/** The feed of published answers (RFC 4287). An entry's id is its permanent address; its time is the beginning of the day. */
import { localMoment } from '#platform/clock.ts';
import { buildXml, xmlText } from '#platform/xml.ts';
import type { Published } from './model/published.ts';
import { answersAtomPath, answersPath, publishedPath } from './paths.ts';

export interface FeedOptions {
  siteName: string;
  title: string;
  publicUrl: string;
  timeZone: string;
  withdrawnTitle: string;
  /** What stands around question and answer. */
  question: string;
  answer: string;
  whyWithdrawn: (one: Published) => string;
}

export function answersFeed(rows: readonly Published[], options: FeedOptions): string {
  const { publicUrl, siteName, timeZone } = options;
  const moment = (day: string) => localMoment(day, 0, timeZone).toISOString();
  const changed = (one: Published) => moment(one.withdrawnOn ?? one.correctedOn ?? one.publishedOn);
  const newest = rows.map(changed).reduce((a, b) => (b > a ? b : a), new Date(0).toISOString());
  return buildXml({
    feed: {
      '@_xmlns': 'http://www.w3.org/2005/Atom',
      id: publicUrl + answersPath,
      title: xmlText(options.title),
      updated: newest,
      author: { name: xmlText(siteName) },
      link: [
        { '@_rel': 'self', '@_type': 'application/atom+xml', '@_href': publicUrl + answersAtomPath },
        { '@_rel': 'alternate', '@_type': 'text/html', '@_href': publicUrl + answersPath },
      ],
      entry: rows.map((one) => ({
        '@_xml:lang': one.language,
        id: publicUrl + publishedPath(one.number),
        title: xmlText(one.title ?? options.withdrawnTitle),
        published: moment(one.publishedOn),
        updated: changed(one),
        author: { name: xmlText(one.office) },
        category: { '@_term': one.category, '@_label': xmlText(one.titles[one.language] ?? '') },
        link: { '@_rel': 'alternate', '@_type': 'text/html', '@_href': publicUrl + publishedPath(one.number) },
        ...(one.title === null
          ? { summary: xmlText(options.whyWithdrawn(one)) }
          : {
              content: {
                '@_type': 'text',
                '#text': xmlText(`${options.question}\n${one.question}\n\n${options.answer}\n${one.answer}`),
              },
            }),
      })),
    },
  });
}
