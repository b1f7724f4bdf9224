import type { Content, Markup } from '../content.ts';

export type BannerProps = { kind: 'info' | 'success' | 'warning' | 'danger'; title?: string; children?: Content };

export function Banner({ kind, title, children }: BannerProps): Markup {
  return (
    <div class={`banner ${kind}`} role={kind === 'success' ? 'status' : undefined}>
      {title && <p class="banner-title">{title}</p>}
      {children}
    </div>
  );
}
