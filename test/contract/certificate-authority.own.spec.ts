import { randomBytes } from 'node:crypto';
import { jest } from '@jest/globals';
import { createAuthority } from '../../src/adapters/pki/authority.js';
import { readAuthorityFile, replaceAuthorityFile } from '../../src/adapters/pki/authority-file.js';
import { withNewIssuer } from '../../src/adapters/pki/certificates.js';
import { Keyring } from '../../src/application/core/keyring.js';
import { hour, minute, plus, toInstant } from '../../src/domain/shared/instant.js';
import { newDirectory } from '../unit/pki/pki.fixture.js';
import { certificateAuthorityContract } from './certificate-authority.contract.js';

certificateAuthorityContract('X.509 authority, keys sealed in DATA_DIR/pki', async () => {
  const directory = await newDirectory();
  const keyring = new Keyring(randomBytes(32));
  const now = () => toInstant(Date.now());
  return {
    open: () => createAuthority({ directory, keyring, publicUrl: 'http://pki.example' }),
    async rotate() {
      const record = await readAuthorityFile(directory, keyring);
      const anHourAgo = plus(now(), -hour);
      await replaceAuthorityFile(directory, keyring, await withNewIssuer(record, record.rootKey!, anHourAgo));
    },
    async told(authority, certificate) {
      const until = plus(now(), hour);
      const list = { number: 1n, thisUpdate: plus(now(), -minute), nextUpdate: until, revoked: [] };
      const crl = await authority.crl(authority.issuerOf(certificate)!, list);
      const registry = async () => ({ certificate, revoked: null });
      const { response } = await authority.ocsp(authority.ocspRequest(certificate), now(), until, registry);
      return { crl, ocsp: response };
    },
    async stop() {
      // The issuing CAs have ended then.
      const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.parse('2070-01-01T00:00:00Z'));
      return () => clock.mockRestore();
    },
    close: async () => {},
  };
});
