import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { loadIdentityConfiguration } from '../../src/adapters/configuration/identity/load-identity-configuration.js';
import { sha256 } from '../../src/application/core/ids.js';
import { IdentityConfiguration } from '../../src/application/identity/configuration.js';

const file = 'identity/configuration.json';
const folder = mkdtempSync(join(tmpdir(), 'realname-identity-'));
afterAll(() => rmSync(folder, { recursive: true }));

// biome-ignore lint/suspicious/noExplicitAny: what is written into the file may be anything
const changed = (change: (settings: any) => void): string => {
  const settings = JSON.parse(readFileSync(file, 'utf8'));
  change(settings);
  const path = join(folder, 'configuration.json');
  writeFileSync(path, JSON.stringify(settings));
  return path;
};

describe('configuration of the identity app', () => {
  it('the one that is shipped is right', () => {
    const { agreements, title } = loadIdentityConfiguration(file);
    expect(title).toBe('工商注册身份验证');
    expect(agreements.map(({ documentId }) => documentId)).toEqual(['userAgreement', 'faceConsent']);
    expect(agreements[0]!.text.split('\n').length).toBeGreaterThan(1);
  });

  it('names every wrong place at once', () => {
    const path = changed((settings) => {
      settings.title = ' ';
      settings.unknown = 1;
      settings.realNameLevels[0].level = 5;
      settings.faq = [];
      settings.agreements[1].text = 'one';
      settings.usernameExtraCharacters = 'é';
    });
    const message = (() => {
      try {
        loadIdentityConfiguration(path);
      } catch (error) {
        return (error as Error).message;
      }
      return '';
    })();
    for (const place of [
      '/title',
      '/unknown',
      '/realNameLevels/0/level',
      '/faq',
      '/agreements/1/text',
      '/usernameExtra',
    ])
      expect(message).toContain(`configuration.json: ${place}`);
  });

  it('R1, R16 needs both documents, each once', () => {
    const path = changed((settings) => settings.agreements.pop());
    expect(() => loadIdentityConfiguration(path)).toThrow('/agreements: must have faceConsent once');
  });

  it('says so when the file is no JSON', () => {
    const path = join(folder, 'configuration.json');
    writeFileSync(path, '{');
    expect(() => loadIdentityConfiguration(path)).toThrow('must be a JSON object');
  });
});

describe('consents (P6)', () => {
  const configuration = new IdentityConfiguration(loadIdentityConfiguration(file));
  const at = '2026-11-22T08:00:00.000Z';

  it('P6 records document, version, digest, scope and time', () => {
    const { text } = configuration.settings.agreements[1]!;
    expect(configuration.consent('faceConsent', { version: '1.0', agreed: true }, at)).toEqual({
      documentId: 'faceConsent',
      version: '1.0',
      sha256: sha256(text),
      scope: 'face',
      at,
    });
    expect(configuration.consent('userAgreement', { version: '1.0', agreed: true }, at).scope).toBe('general');
  });

  it.each([
    { version: '1.0', agreed: false },
    { version: '0.9', agreed: true },
  ])('P6 %p is no consent', (form) => {
    expect(() => configuration.consent('userAgreement', form, at)).toThrow('agreement.not-accepted');
  });
});
