import { describe, expect, test } from 'vitest';
import { markdownToHtml, markdownToText } from './markdown.ts';

describe('Markdown to HTML', () => {
  test.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](java\tscript:alert(1))',
    '[x](&#106;avascript:alert(1))',
    '[x](data:text/html;base64,PHNjcmlwdD4=)',
    '[x](vbscript:msgbox)',
    '[x](//evil.example/x)',
    '![x](javascript:alert(1))',
    '<javascript:alert(1)>',
    '[a]: javascript:alert(1)\n\n[a]',
    '<a href="https://x" onclick="alert(1)">x</a>',
    '`<script>`',
    '[x](https://a.example "\\" onmouseover=alert(1) x=\\"")',
  ])('%s does nothing', (source) => {
    const html = markdownToHtml(source);
    expect(html).not.toMatch(/<script|<img|href="(?!https?:|mailto:|tel:|[/#?](?!\/))|<[^>]+ on\w+=(?![^<]*&quot;)/i);
    expect(html).not.toMatch(/<(?!\/?(p|a|code|br)\b)/);
  });

  test('pictures are not loaded: their description stands there', () => {
    expect(markdownToHtml('![校车路线](https://tracker.example/pixel.png)')).toBe('<p>[校车路线]</p>\n');
  });

  test('links tell nobody where the reader came from', () => {
    expect(markdownToHtml('[a](https://example.org/x)')).toBe(
      '<p><a href="https://example.org/x" rel="noopener noreferrer">a</a></p>\n',
    );
    expect(markdownToHtml('见 https://example.org/x 。')).toContain('rel="noopener noreferrer"');
    expect(markdownToHtml('作息.时间 belfry.md')).not.toContain('<a');
  });

  test('headings stand below the title of the page', () => {
    expect(markdownToHtml('# 一\n\n## 二')).toBe('<h2>一</h2>\n<h3>二</h3>\n');
    expect(markdownToHtml('## 一\n\n#### 二')).toBe('<h2>一</h2>\n<h3>二</h3>\n');
  });
});

describe('Markdown to plain text', () => {
  test('lists, links, tables, line breaks', () => {
    const source =
      '# 时间\n\n各位家长：\n请看[时刻表](https://example.org/t)。\n\n1. 早上\n2. 下午\n   - 三点\n\n|站|时|\n|-|-|\n|东门|7:40|\n\n**完**';
    expect(markdownToText(source)).toBe(
      '时间\n\n各位家长：\n请看时刻表 (https://example.org/t)。\n\n1. 早上\n2. 下午\n  - 三点\n站 | 时\n东门 | 7:40\n\n完',
    );
  });
});
