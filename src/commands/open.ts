import type { Command } from 'commander';
import { type Config, loadConfig } from '../platform/config.ts';
import { type Log, openLog } from '../platform/log.ts';

/** The options that every command understands. */
export interface GlobalOptions {
  data?: string;
  config?: string;
  json?: boolean;
}

/** What a command starts from: the checked settings, the log, and whether to print JSON. */
export interface Opened {
  config: Config;
  log: Log;
  json: boolean;
}

/** Reads the settings for a command. */
export function open(command: Command): Opened {
  const { data, config: file, json } = command.optsWithGlobals<GlobalOptions>();
  const config = loadConfig({ dataDir: data, file });
  return { config, log: openLog(config.logLevel), json: json === true };
}

/** Prints the outcome of a command: the object as JSON with --json, else the sentence. */
export function report(opened: { json: boolean }, outcome: object, sentence: string): void {
  process.stdout.write(`${opened.json ? JSON.stringify(outcome) : sentence}\n`);
}

/** A command that only holds others: without one of them, or with an unknown one, it is wrong use, in one line. */
export function holdsCommands(command: Command): Command {
  return command.allowExcessArguments().action(() => {
    const [unknown] = command.args;
    const names = command.commands.map((inner) => inner.name()).join(', ');
    command.error(
      `error: ${unknown ? `unknown command '${unknown}'` : 'a command is missing'}: choose one of ${names}`,
    );
  });
}
