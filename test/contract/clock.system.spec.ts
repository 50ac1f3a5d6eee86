import { SystemClock } from '../../src/adapters/system-clock/system-clock.js';
import { clockContract } from './clock.contract.js';

clockContract('the machine', async () => new SystemClock());
