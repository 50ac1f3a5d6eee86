import { type ConfigError, readConfig } from '../../src/adapters/composition/config.js';

/** What the configuration of an environment is refused for; none when it is taken. */
export const configProblems = (environment: Readonly<Record<string, string | undefined>>): readonly string[] => {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    return (error as ConfigError).problems;
  }
};
