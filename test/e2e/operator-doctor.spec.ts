import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { readConfig } from '../../src/adapters/composition/config.js';
import { deepDoctor } from '../../src/adapters/composition/operator/deep-doctor.js';
import { Company, certificatePassword } from '../support/people/journey.js';
import { RunningService } from '../support/servers/running-service.js';

let service: RunningService;
beforeAll(async () => {
  service = await RunningService.start();
  const company = await Company.of(service);
  const signedIn = await (await company.customer(1)).signIn();
  const serial = await signedIn.certify();
  const id = await signedIn.filled();
  await signedIn.device.signAgreements(id, certificatePassword, serial);
});
afterAll(() => service?.dispose());

const examined = async (repair?: { reason: string }) => {
  const config = readConfig({ DATABASE_URL: await service.databaseUrl(), DATA_DIR: service.dataDir });
  return (await deepDoctor(config, repair)).data as { found: string[]; repaired: string[] };
};
const fileOf = (id: string) => join(service.dataDir, 'objects', id.slice(-2), id.slice(-4, -2), id);
const objectOf = async (type: string, member: string): Promise<string> => {
  const [{ id }] = (await service.query(
    `select data->>'${member}' as id from events where type = '${type}' limit 1`,
  )) as [{ id: string }];
  return id;
};

it('the whole log and all that it names is in order; what is lost or altered is named, and agreements are made again', async () => {
  expect((await examined()).found).toEqual([]);

  const [agreement, photo] = [
    await objectOf('AgreementSigned', 'objectId'),
    await objectOf('PhotoUploaded', 'photoId'),
  ];
  await rm(fileOf(agreement));
  await rm(fileOf(photo));
  const lost = await examined();
  expect(lost.found).toHaveLength(2);
  for (const id of [agreement, photo])
    expect(lost.found).toContainEqual(expect.stringMatching(new RegExp(`^object ${id} of .*: missing$`)));

  const repaired = await examined({ reason: 'disk lost, INC-3' });
  expect(repaired.repaired).toEqual([agreement]);
  expect((await examined()).found.filter((fault) => fault.includes('object'))).toEqual([
    expect.stringContaining(`object ${photo}`),
  ]);
  await writeFile(fileOf(photo), Buffer.alloc(100, 1));
  expect((await examined()).found).toContainEqual(
    expect.stringMatching(new RegExp(`object ${photo} .*cannot be opened`)),
  );
});
