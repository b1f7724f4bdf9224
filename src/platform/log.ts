import { Writable } from 'node:stream';
import { type Logger, pino } from 'pino';

/** The logger that everything receives. What is logged never contains personal data: ids and counts only. */
export type Log = Logger;
export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';

const levelWords: Record<number, string> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'ERROR',
  60: 'FATAL',
};

/** Opens the log of the process on stderr: JSON lines for machines, short readable lines on a terminal. */
export function openLog(level: LogLevel = 'info', target: typeof process.stderr = process.stderr): Log {
  const options = { ...serialOptions, level };
  if (target.isTTY) return pino(options, readableLines(target));
  return pino(
    { ...options, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ fd: target.fd, sync: true }),
  );
}

/** A log that says nothing, for tests and for commands whose output is their only product. */
export function silentLog(): Log {
  return pino({ level: 'silent' });
}

/**
 * An error as its words, code and place. What libraries hang on their errors stays out: a database error carries the
 * whole connection, a failed request may carry what somebody typed.
 */
export function plainError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const code = (error as NodeJS.ErrnoException).code;
  return {
    type: error.name,
    message: error.message,
    ...(code === undefined ? {} : { code }),
    stack: error.stack,
    ...(error.cause === undefined ? {} : { cause: plainError(error.cause) }),
  };
}

// A last net, not a licence: these keys are blanked even when somebody logs a whole object by mistake.
const secretPaths = ['password', 'token', 'email', 'phone', 'address', 'cookie', 'authorization'].flatMap((key) => [
  key,
  `*.${key}`,
]);

/** How everything is written down, on a terminal and for machines. */
export const serialOptions = {
  base: undefined,
  redact: { paths: secretPaths, censor: '(hidden)' },
  serializers: { err: plainError },
};

/** Formats one pino line as "20:11:04 info  message key=value". Exported for its test. */
export function readableLine(line: string): string {
  const { level, time, msg, err, ...rest } = JSON.parse(line) as Record<string, unknown>;
  const clock = typeof time === 'number' ? new Date(time).toTimeString().slice(0, 8) : '';
  const word = (levelWords[Number(level)] ?? String(level)).padEnd(5);
  const details = Object.entries(rest).map(
    ([key, value]) => ` ${key}=${typeof value === 'object' ? JSON.stringify(value) : String(value)}`,
  );
  const stack = err && typeof err === 'object' && 'stack' in err ? `\n${String(err.stack)}` : '';
  return `${clock} ${word} ${msg ?? ''}${details.join('')}${stack}\n`;
}

function readableLines(target: NodeJS.WritableStream): Writable {
  return new Writable({
    decodeStrings: false,
    write(chunk: string | Buffer, _encoding, done) {
      for (const line of chunk.toString().split('\n')) {
        if (line !== '') target.write(readableLine(line));
      }
      done();
    },
  });
}
