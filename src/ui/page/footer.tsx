import type { Content, Link, Markup } from '../content.ts';

type FooterProps = { siteName: string; footer?: Link[]; footerLabel?: string; footerNote?: Content };

export function PageFooter({ siteName, footer, footerLabel, footerNote }: FooterProps): Markup {
  return (
    <footer class="foot">
      <div class="foot-row">
        {footer && footer.length > 0 && (
          <nav aria-label={footerLabel ?? siteName}>
            <ul>
              {footer.map((link) => (
                <li>
                  <a href={link.href}>{link.text}</a>
                </li>
              ))}
            </ul>
          </nav>
        )}
        <p>{footerNote ?? siteName}</p>
      </div>
    </footer>
  );
}
