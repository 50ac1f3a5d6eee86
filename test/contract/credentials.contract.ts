import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Credentials } from '../../src/application/ports/credentials.js';

/** `open` gives another instance on the same credentials each time. */
export const credentialsContract = (name: string, open: () => Promise<Credentials>) =>
  describe(`Credentials on ${name}`, () => {
    let credentials: Credentials;
    let user: string;
    let credential: string;
    beforeEach(async () => {
      credentials = await open();
      [user, credential] = [randomUUID(), randomUUID()];
    });

    it('V6 keeps a hash, also over a restart', async () => {
      await credentials.put(user, credential, '$argon2id$1');
      expect(await credentials.get(user, credential)).toBe('$argon2id$1');
      expect(await (await open()).get(user, credential)).toBe('$argon2id$1');
    });

    it('knows nothing of other users and other credentials', async () => {
      await credentials.put(user, credential, '$argon2id$1');
      expect(await credentials.get(randomUUID(), credential)).toBeUndefined();
      expect(await credentials.get(user, randomUUID())).toBeUndefined();
    });

    it('replaces a credential that is stored again', async () => {
      await credentials.put(user, credential, '$argon2id$1');
      await credentials.put(user, credential, '$argon2id$2');
      expect(await credentials.get(user, credential)).toBe('$argon2id$2');
    });

    it('V6 replaces the hash of a credential that is stored, and brings none back', async () => {
      await credentials.put(user, credential, '$argon2id$1');
      await credentials.replace(user, credential, '$argon2id$2');
      expect(await credentials.get(user, credential)).toBe('$argon2id$2');
      await credentials.delete(user, credential);
      await credentials.replace(user, credential, '$argon2id$3');
      expect(await credentials.get(user, credential)).toBeUndefined();
    });

    it('keeps two credentials of one user, and deletes one', async () => {
      const other = randomUUID();
      await credentials.put(user, credential, '$argon2id$1');
      await credentials.put(user, other, '$argon2id$2');
      await credentials.delete(user, credential);
      await credentials.delete(user, credential);
      expect(await credentials.get(user, credential)).toBeUndefined();
      expect(await credentials.get(user, other)).toBe('$argon2id$2');
    });

    it('R17 deletes all of a user, and nobody else’s', async () => {
      const stranger = randomUUID();
      for (const id of [credential, randomUUID()]) await credentials.put(user, id, '$argon2id$1');
      await credentials.put(stranger, credential, '$argon2id$3');
      await credentials.deleteAll(user);
      expect(await credentials.get(user, credential)).toBeUndefined();
      expect(await credentials.get(stranger, credential)).toBe('$argon2id$3');
    });
  });
