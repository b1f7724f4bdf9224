/** What a correction changed, as a reader sees it: in plain words, without the marks of Markdown. */
import { markdownToText } from '#platform/markdown.ts';
import { type Changes, type Content, changesBetween } from './model/difference.ts';
import type { Text } from './model/notice.ts';

/** As `changesBetween`; where nothing but marks was changed, these are shown. */
export function readableChanges(before: Content, after: Content): Changes {
  const plain = (texts: readonly Text[], other: readonly Text[]) =>
    texts.map((text) => {
      const counterpart = other.find(({ language }) => language === text.language);
      const body = markdownToText(text.body);
      const onlyMarks = counterpart && counterpart.body !== text.body && markdownToText(counterpart.body) === body;
      return onlyMarks ? text : { ...text, body };
    });
  return changesBetween(
    { ...before, texts: plain(before.texts, after.texts) },
    { ...after, texts: plain(after.texts, before.texts) },
  );
}
