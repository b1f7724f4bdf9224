import type { Child } from 'hono/jsx';
import type { HtmlEscapedString } from 'hono/utils/html';

/** What a part shows inside itself: text, a number, markup, or nothing. */
export type Content = Child | Markup;

/** What a part returns. */
export type Markup = HtmlEscapedString | Promise<HtmlEscapedString>;

export type Link = { href: string; text: string };

/** One way of using a part. All of them are rendered, validated and checked for accessibility by one test. */
export type Example = { name: string; render: () => Markup };
