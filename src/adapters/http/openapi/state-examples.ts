import { futuresStates } from '../futures/state-examples.js';
import { staffStates } from '../staff/state-examples.js';

/** Examples of answers in each of their states, by the answer’s schema. */
export const stateExamples: Readonly<Record<string, Readonly<Record<string, object>>>> = {
  ...futuresStates,
  ...staffStates,
};
