import { Captchas } from './captchas.js';
import { Dictionaries } from './dictionaries.js';
import { SealedObjects } from './sealed-objects.js';
import { SmsCodes } from './sms-codes.js';
import { SmsStreams } from './sms-streams.js';

export const services = [Captchas, Dictionaries, SealedObjects, SmsCodes, SmsStreams];
