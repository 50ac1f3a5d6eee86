import { randomBytes } from 'node:crypto';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { openAuthorityFile } from '../../../src/adapters/pki/authority-file.js';
import { makeAuthority } from '../../../src/adapters/pki/certificates.js';
import { Keyring } from '../../../src/application/core/keyring.js';
import { issuerPem, newAuthority, newDirectory } from './pki.fixture.js';

const keyring = new Keyring(randomBytes(32));

describe('the authority’s file', () => {
  it('F28 keeps one authority over restarts', async () => {
    const directory = await newDirectory();
    const first = await newAuthority(directory, keyring);
    const second = await newAuthority(directory, keyring);
    expect(second.authority.caPem).toBe(first.authority.caPem);
    expect(issuerPem(second.authority)).toBe(issuerPem(first.authority));
  });

  it('F28 that was made when there could be one issuing CA alone is taken as it is', async () => {
    const directory = await newDirectory();
    const { rootKey, rootCertificate, issuers } = await makeAuthority();
    const { key: issuingKey, certificate: issuingCertificate } = issuers[0]!;
    const kept = { version: 1, rootKey, rootCertificate, issuingKey, issuingCertificate };
    const name = 'certificate-authority.sealed';
    const sealed = keyring.seal('certificate-authority', Buffer.from(JSON.stringify(kept)), name);
    await writeFile(join(directory, name), sealed);
    const { authority } = await newAuthority(directory, keyring);
    expect(authority.caPem).toBe(`${rootCertificate.trim()}\n${issuingCertificate.trim()}\n`);
    expect(authority.beganAs).toBe(authority.caPem);
    expect(await readFile(join(directory, name))).toEqual(sealed);
  });

  it('is one file for its owner alone, without a key in clear', async () => {
    const directory = await newDirectory();
    await newAuthority(directory, keyring);
    const [name, ...others] = await readdir(directory);
    expect(others).toEqual([]);
    expect((await stat(join(directory, name!))).mode & 0o777).toBe(0o600);
    const bytes = await readFile(join(directory, name!));
    for (const word of ['rootKey', 'PRIVATE', 'CERTIFICATE']) expect(bytes.includes(word)).toBe(false);
  });

  it('is the same for starters that race', async () => {
    const directory = await newDirectory();
    const started = await Promise.all(Array.from({ length: 8 }, () => newAuthority(directory, keyring)));
    expect(new Set(started.map(({ authority }) => authority.caPem)).size).toBe(1);
    expect(await readdir(directory)).toHaveLength(1);
  });

  it('is the first one’s when another starter was there while this one still made its keys', async () => {
    const directory = await newDirectory();
    const record = await makeAuthority();
    const slow = async () => {
      await openAuthorityFile(directory, keyring, async () => record);
      return makeAuthority();
    };
    expect(await openAuthorityFile(directory, keyring, slow)).toEqual(record);
    expect(await openAuthorityFile(directory, keyring, slow)).toEqual(record);
  });

  it('is not confused by what a starter that was killed left behind', async () => {
    const directory = await newDirectory();
    await writeFile(join(directory, 'certificate-authority.sealed.0b9c2a5e'), randomBytes(100));
    const { authority } = await newAuthority(directory, keyring);
    expect((await newAuthority(directory, keyring)).authority.caPem).toBe(authority.caPem);
  });

  it('is never replaced: another master key or an altered byte refuses to start', async () => {
    const directory = await newDirectory();
    const { authority } = await newAuthority(directory, keyring);
    await expect(newAuthority(directory, new Keyring(randomBytes(32)))).rejects.toThrow(/master key/);

    const path = join(directory, (await readdir(directory))[0]!);
    const intact = await readFile(path);
    const altered = Buffer.from(intact);
    altered[50]! ^= 1;
    for (const broken of [altered, intact.subarray(0, 40), Buffer.alloc(0)]) {
      await writeFile(path, broken);
      await expect(newAuthority(directory, keyring)).rejects.toThrow(/master key/);
    }
    await writeFile(path, intact);
    expect((await newAuthority(directory, keyring)).authority.caPem).toBe(authority.caPem);
  });
});
