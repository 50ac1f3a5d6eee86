import { NoTimeStamps } from '../../src/adapters/pki/time-stamps.js';
import { timeStampsContract } from './time-stamps.contract.js';

timeStampsContract('nobody', () => new NoTimeStamps());
