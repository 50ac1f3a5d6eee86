import { Background } from './background.js';
import { Captchas } from './captchas.js';
import { CustomerScopes } from './customer-scopes.js';
import { Dictionaries } from './dictionaries.js';
import { OwnPhotos } from './own-photos.js';
import { SealedObjects } from './sealed-objects.js';
import { SingleUse } from './single-use.js';
import { SmsCodes } from './sms-codes.js';
import { SmsStreams } from './sms-streams.js';
import { StaffActs } from './staff-acts.js';

export const services = [
  Background,
  Captchas,
  CustomerScopes,
  Dictionaries,
  OwnPhotos,
  SealedObjects,
  SingleUse,
  SmsCodes,
  SmsStreams,
  StaffActs,
];
