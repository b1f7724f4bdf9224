import type { Content, Markup } from '../content.ts';

export type PrintSheetProps = {
  title: string;
  /** Who issues it: every sheet bears the office. */
  office: string;
  meta?: string;
  note?: Content;
  lang?: string;
  children: Content;
};

/** One A4 sheet or more, starting on a new page: lists by class for the families whom no message reaches. */
export function PrintSheet({ title, office, meta, note, lang, children }: PrintSheetProps): Markup {
  return (
    <section class="sheet" lang={lang}>
      <p class="sheet-office">{office}</p>
      <h2>{title}</h2>
      {meta && <p class="meta">{meta}</p>}
      {children}
      {note && <div class="sheet-note">{note}</div>}
    </section>
  );
}

export type PrintSlipsProps = { slips: { title: string; lang?: string; body: Content; reply?: Content }[] };

/** Slips to cut apart; none is ever torn over two pages. */
export function PrintSlips({ slips }: PrintSlipsProps): Markup {
  return (
    <div class="slips">
      {slips.map((slip) => (
        <section class="slip" lang={slip.lang}>
          <h3>{slip.title}</h3>
          {slip.body}
          {slip.reply && <div class="slip-reply">{slip.reply}</div>}
        </section>
      ))}
    </div>
  );
}
