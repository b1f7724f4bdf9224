/** Where a notice can be listened to: in the language that is read, and below it in the others. */
import type { Language } from '#platform/i18n.ts';
import type { Markup } from '#ui/content.ts';
import { Listen } from '#ui/listen/listen.tsx';
import { scriptHref } from '#ui/stylesheet.ts';
import type { Recording, Whole } from '../../model/notice.ts';
import { languageName, say } from '../../pages/frame.tsx';
import { soundPath } from '../paths.ts';

type Props = {
  view: { language: Language };
  recordings: readonly Recording[];
  /** The content language that is shown. */
  language: string | undefined;
  /** The address of the notice for this reader. */
  below: string;
  /** On the desk each is named, its own language too. */
  named?: boolean;
};

export function ListenTo({ view, recordings, language, below, named }: Props): Markup | null {
  if (recordings.length === 0) return null;
  const t = say(view);
  const ordered = [...recordings].sort((a, b) => Number(b.language === language) - Number(a.language === language));
  return (
    <div id="listen">
      {ordered.map((recording) => (
        <Listen
          src={soundPath(below, recording.id)}
          type={recording.mediaType}
          lang={recording.language}
          title={
            recording.language === language && !named
              ? t('listen')
              : t('listenIn', { language: languageName(recording.language) })
          }
          length={lengthInWords(view, recording.seconds)}
          pauseText={t('listenPause')}
          downloadText={t('listenDownload')}
          note={recording.isOlder ? t('recordingOlderForReaders') : undefined}
        />
      ))}
      <script src={scriptHref('listen.js')} defer></script>
    </div>
  );
}

/** 80 as 1分20秒, 1 min 20 s. */
export function lengthInWords(view: { language: Language }, seconds: number): string {
  return say(view)('listenLength', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 });
}

/** On the list of steps of a draft. */
export function recordingStatus(view: { language: Language }, { recordings }: Pick<Whole, 'recordings'>) {
  const t = say(view);
  if (recordings.some(({ isOlder }) => isOlder)) return { kind: 'wait', text: t('recordingOlder') } as const;
  return recordings.length > 0
    ? ({ kind: 'ok', text: t('recordingsN', { n: recordings.length }) } as const)
    : t('optional');
}
