import { answered, type Schemas } from '@realname/client';
import { type Reading, useReading } from '../kit/reading.js';
import { api } from './connection.js';

export const useConfiguration = (): Reading<Schemas['IdentityConfigurationAnswer']> =>
  useReading(() => answered(api.GET('/v1/identity/configuration')));

export const useMe = (): Reading<Schemas['UserProfileAnswer']> =>
  useReading(() => answered(api.GET('/v1/identity/me')));
