import type { Command } from 'commander';
import type { Config } from '../../config.js';
import type { Environment } from '../../environment/variable.js';
import type { Report } from '../report.js';

/**
 * Runs a command and tells its report; one that has none has told everything itself. What does the work is loaded then: all
 * commands together take seconds to load.
 */
export type Tell = <Work>(
  load: () => Promise<Work>,
  command: (work: Work, config: Config) => Promise<Report | undefined>,
) => Promise<void>;

/** Adds commands that belong together. */
export type AddCommands = (program: Command, tell: Tell, environment: Environment) => void;

/** Ends a command's help with how it is called. */
export const example = (command: Command, ...calls: readonly string[]): Command =>
  command.addHelpText('after', `\nExample:\n${calls.map((call) => `  ${call}`).join('\n')}`);

/** Gathers an option that may be given more than once. */
export const several = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];
