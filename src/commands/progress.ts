import { SingleBar } from 'cli-progress';

/** A bar on a terminal; elsewhere nothing. */
export function progressBar(label: string, quiet: boolean): { show(share: number): void; stop(): void } {
  if (quiet || !process.stderr.isTTY) return { show: () => undefined, stop: () => undefined };
  let bar: SingleBar | undefined = new SingleBar({
    format: `{bar} {percentage} %  ${label}`,
    stream: process.stderr,
    hideCursor: null,
  });
  bar.start(100, 0);
  return {
    show: (share) => bar?.update(Math.floor(share * 100)),
    stop: () => {
      bar?.stop();
      bar = undefined;
    },
  };
}
