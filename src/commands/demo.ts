import { SingleBar } from 'cli-progress';
import type { Command } from 'commander';
import { demoConfig } from '../demo/config.ts';
import type { Tell } from '../demo/fill.ts';
import type { DemoAddresses, Ends } from '../demo/start.ts';
import { openLog } from '../platform/log.ts';
import { endEarly, runUntilSignal } from '../run-until-signal.ts';
import type { GlobalOptions } from './open.ts';
import { parsePort } from './port.ts';

interface DemoOptions extends GlobalOptions {
  port?: number;
  small?: boolean;
}

/** belfry demo: an invented district to look around in; nothing leaves this machine. */
export function registerDemo(program: Command): void {
  program
    .command('demo')
    .description('start with an invented district, in a data folder of its own; mail is only caught')
    .option('--port <n>', 'the port to answer on (default 8080; 0 takes a free one)', parsePort)
    .option('--small', 'three schools instead of thirty')
    .addHelpText('after', '\nExample:\n  belfry demo --port 8080')
    .action(async (_options, command: Command) => {
      const { data, config: file, json, port, small } = command.optsWithGlobals<DemoOptions>();
      const config = demoConfig({ data, file, port });
      const log = openLog(config.logLevel);
      const ends: Ends = [];
      const early = endEarly(() => unwind(ends));
      const bar = progress(json === true);
      try {
        const { startDemo } = await import('../demo/start.ts');
        const demo = await startDemo(config, log, { small: small === true, tell: bar.tell, ends });
        bar.stop();
        early.off();
        process.stdout.write(json ? `${JSON.stringify(demo.addresses)}\n` : guide(demo.addresses));
        process.stdout.write(`ready ${demo.addresses.site}\n`);
        await runUntilSignal({ services: demo.services, stop: () => unwind(ends) });
      } catch (error) {
        bar.stop();
        // What was started is being stopped underneath it: that is no failure.
        if (early.signalled()) await new Promise(() => undefined);
        early.off();
        await unwind(ends);
        throw error;
      }
    });
}

async function unwind(ends: Ends): Promise<void> {
  for (let end = ends.pop(); end; end = ends.pop()) await end();
}

/** A bar on a terminal; elsewhere a line for each step. */
function progress(quiet: boolean): { tell: Tell; stop(): void } {
  let current = '';
  if (quiet) return { tell: () => undefined, stop: () => undefined };
  if (!process.stderr.isTTY) {
    const tell: Tell = (step) => {
      if (step !== current) process.stderr.write(`${step} …\n`);
      current = step;
    };
    return { tell, stop: () => undefined };
  }
  let bar: SingleBar | undefined;
  const stop = (): void => {
    bar?.stop();
    bar = undefined;
  };
  const tell: Tell = (step, share) => {
    if (step !== current) {
      stop();
      current = step;
      bar = new SingleBar({ format: `{bar} {percentage} %  ${step}`, stream: process.stderr, hideCursor: null });
      bar.start(100, 0);
    }
    bar?.update(Math.floor(share * 100));
  };
  return { tell, stop };
}

function guide(addresses: DemoAddresses): string {
  const line = (name: string, url: string) => `  ${name.padEnd(18)} ${url}`;
  const people = addresses.signIn.map(({ role, roleZh, name, place, url, passphrase }) => {
    const key = passphrase ? `\n    passphrase of the key (密钥的密码短语): ${passphrase}` : '';
    return `  ${role} (${roleZh}): ${name}, ${place}\n    ${url}${key}`;
  });
  return [
    '',
    'Belfry demo: the county of Qinghe (青禾县). It does not exist, nor does anybody in it; no mail leaves this machine.',
    '',
    line('Public notices', addresses.notices),
    line('Desk', addresses.desk),
    line('Mail inbox', addresses.inbox),
    line('Text messages', addresses.texts),
    line('Webhooks', addresses.hooks),
    ...(addresses.guardian
      ? ['', `A guardian's personal link (${addresses.guardian.name}):`, `  ${addresses.guardian.url}`]
      : []),
    '',
    'Sign in as (good again and again, on this machine only):',
    ...people,
    '',
    '',
  ].join('\n');
}
