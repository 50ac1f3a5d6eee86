import { MemoryDataKeys } from '../support/memory/data-keys.js';
import { dataKeysContract } from './data-keys.contract.js';

const shared = new MemoryDataKeys();
dataKeysContract('memory (of unit tests)', async () => shared);
