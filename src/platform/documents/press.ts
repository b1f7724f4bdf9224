/**
 * Makes documents in a process of its own, one after the other, within a time. A typesetter that hangs is ended, and the
 * next document finds a new process; while nobody wants documents there is none.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Services } from '../services.ts';
import { fontFolders, type Script } from './fonts.ts';
import type { Format, OfficialDocument } from './model.ts';
import type { Answer, Order } from './press-child.ts';

export type Pressed =
  | { ok: true; bytes: Uint8Array }
  /** `missing`: no font has a script of the text; `busy`: too many wait; `failed`: the log says why. */
  | { ok: false; why: 'missing'; scripts: Script[] }
  | { ok: false; why: 'busy' | 'failed' };

const mostWaiting = 20;

export interface PressOptions {
  folders: readonly string[];
  /** Milliseconds for one document. */
  time?: number;
  /** Milliseconds after which an idle process ends. */
  idle?: number;
  onError?: (error: unknown) => void;
  /** The process's own file, for tests. */
  child?: string;
}

export class Press {
  readonly #options: Required<PressOptions>;
  #child: ChildProcess | undefined;
  #idle: NodeJS.Timeout | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #orders = 0;

  constructor(options: PressOptions) {
    const child = join(import.meta.dirname, 'press-child.ts');
    this.#options = { time: 20_000, idle: 60_000, onError: () => undefined, child, ...options };
  }

  async make(format: Format, document: OfficialDocument): Promise<Pressed> {
    if (this.#waiting >= mostWaiting) return { ok: false, why: 'busy' };
    this.#waiting += 1;
    const mine = this.#turn.then(() => this.#order(format, document));
    this.#turn = mine.catch(() => undefined);
    try {
      const made = await mine;
      return made.ok ? made : { ok: false, why: 'missing', scripts: made.missing };
    } catch (error) {
      this.#options.onError(error);
      return { ok: false, why: 'failed' };
    } finally {
      this.#waiting -= 1;
    }
  }

  /** Ends the process. */
  close(): void {
    clearTimeout(this.#idle);
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }

  #order(format: Format, document: OfficialDocument) {
    clearTimeout(this.#idle);
    this.#child ??= this.#start();
    const child = this.#child;
    this.#orders += 1;
    const order: Order = { id: this.#orders, format, document };
    return new Promise<Extract<Answer, { made: unknown }>['made']>((resolve, reject) => {
      const end = (why: string) => {
        settle();
        this.close();
        reject(new Error(why));
      };
      const timer = setTimeout(() => end(`a ${format} took longer than ${this.#options.time} ms`), this.#options.time);
      const onExit = (code: number | null, signal: string | null) => end(`the press ended (${signal ?? code})`);
      const onMessage = (answer: Answer) => {
        if (answer.id !== order.id) return;
        settle();
        this.#idle = setTimeout(() => this.close(), this.#options.idle);
        this.#idle.unref();
        if ('made' in answer) resolve(answer.made);
        else reject(new Error(answer.error));
      };
      const settle = () => {
        clearTimeout(timer);
        child.off('exit', onExit);
        child.off('message', onMessage);
      };
      child.on('exit', onExit);
      child.on('message', onMessage);
      child.send(order);
    });
  }

  #start(): ChildProcess {
    const child = fork(this.#options.child, [JSON.stringify(this.#options.folders)], {
      serialization: 'advanced',
      // Plain TypeScript, which Node runs by itself; nothing of the service's settings goes along.
      execArgv: ['--disable-warning=ExperimentalWarning'],
      env: {},
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    child.on('error', (error) => this.#options.onError(error));
    child.on('exit', () => {
      if (this.#child === child) this.#child = undefined;
    });
    // A service that stops does not wait for it.
    child.unref();
    child.channel?.unref();
    return child;
  }
}

const presses = new WeakMap<Services, Press>();

/** The press of a process. */
export function pressOf(services: Services): Press {
  let press = presses.get(services);
  if (!press) {
    const onError = (error: unknown) => services.log.error({ err: error }, 'a document could not be made');
    press = new Press({ folders: fontFolders(services.config.dataDir), onError });
    presses.set(services, press);
  }
  return press;
}
