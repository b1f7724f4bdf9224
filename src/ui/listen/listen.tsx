import type { Markup } from '../content.ts';

export type ListenProps = {
  src: string;
  type: string;
  lang?: string;
  /** On the large button, and the name of the player. */
  title: string;
  /** In words: 1分20秒. */
  length: string;
  pauseText: string;
  downloadText: string;
  note?: string;
};

/** A recording with the browser's own player. The large button shows itself only where scripts run. */
export function Listen(props: ListenProps): Markup {
  return (
    <section class="panel listen" aria-label={props.title}>
      <p>
        <strong>{props.title}</strong> <span class="meta">{props.length}</span>
      </p>
      <button type="button" class="button" hidden data-listen={props.pauseText}>
        {props.title}
      </button>
      {/* biome-ignore lint/a11y/useMediaCaption: what is said stands on the page, which is where the recording is from */}
      <audio controls preload="none" aria-label={props.title} lang={props.lang}>
        <source src={props.src} type={props.type} />
      </audio>
      <p class="meta">
        {props.note && <>{props.note} </>}
        <a href={props.src} download="">
          {props.downloadText}
        </a>
      </p>
    </section>
  );
}
