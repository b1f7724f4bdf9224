import type { Content } from './content.ts';
import { findExamples } from './find-examples.ts';
import { Page } from './page/page.tsx';

const words = {
  'zh-CN': { title: '页面部件', skip: '跳到正文', languages: '语言' },
  en: { title: 'Page parts', skip: 'Skip to content', languages: 'Language' },
};

/** All parts on one page, to look at while working on them. */
export async function gallery(lang: keyof typeof words): Promise<string> {
  const text = words[lang];
  const parts = (await findExamples()).filter(({ part }) => part !== 'page');
  const sections: Content = parts.map(({ part, examples }) => (
    <section aria-label={part}>
      <h2>{part}</h2>
      {examples.map((example) => (
        <>
          <h3>{example.name}</h3>
          {example.render()}
        </>
      ))}
    </section>
  ));
  const page = (
    <Page
      lang={lang}
      title={text.title}
      siteName="Belfry"
      width="wide"
      skipText={text.skip}
      languagesLabel={text.languages}
      languages={[
        { href: '?lang=zh-CN', text: '中文', lang: 'zh-CN', current: lang === 'zh-CN' },
        { href: '?lang=en', text: 'English', lang: 'en', current: lang === 'en' },
      ]}
    >
      <h1>{text.title}</h1>
      {sections}
    </Page>
  );
  return `<!doctype html>${await page.toString()}`;
}
