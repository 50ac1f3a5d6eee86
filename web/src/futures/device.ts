import { IndexedDbDeviceStorage } from '@realname/client';

/** Where this browser keeps its signing key, for all its windows. */
export const storage = new IndexedDbDeviceStorage();
