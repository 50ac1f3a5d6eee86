import { expect, it } from '@jest/globals';
import { RouteConfig } from '@nestjs/platform-fastify';
import { controllers, sandboxControllers } from '../../../src/adapters/http/controllers.js';
import type { RouteNotes } from '../../../src/adapters/http/route-notes.js';

const callsOf = (controller: { prototype: object }) =>
  Object.entries(Object.getOwnPropertyDescriptors(controller.prototype)).flatMap(([name, { value }]) => {
    const operation = name !== 'constructor' && Reflect.getMetadata('swagger/apiOperation', value);
    const { access }: RouteNotes = (operation && Reflect.getMetadata(RouteConfig({}).KEY, value)) || {};
    const known = access && !('optional' in access && access.optional);
    return operation ? [{ id: operation.operationId as string, isPublic: !known }] : [];
  });

it('strangers may call these and no others', () => {
  const calls = controllers.filter((each) => !sandboxControllers.includes(each)).flatMap(callsOf);
  expect(
    calls
      .filter(({ isPublic }) => isPublic)
      .map(({ id }) => id)
      .sort(),
  ).toEqual([
    'getCaCertificates',
    'getCompany',
    'getCrl',
    'getCrlOf',
    'getDictionary',
    'getIdentityAgreements',
    'getIdentityConfiguration',
    'getLiveness',
    'getOcsp',
    'getProblem',
    'getProblems',
    'getReadiness',
    'getStaffSignIn',
    'getTransparencyCheckpoint',
    'getTransparencyTile',
    'postActivation',
    'postCaptcha',
    'postFaceVerification',
    'postFuturesLoginCode',
    'postFuturesSession',
    'postIdentityFaceSession',
    'postIdentitySession',
    'postMobileCode',
    'postOcsp',
    'postPasswordReset',
    'postRegistration',
    'postRegistrationCheck',
    'putActivation',
    'putPasswordReset',
  ]);
  expect(calls.length).toBeGreaterThan(80);
});
