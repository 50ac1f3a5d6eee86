import { AgreementSet } from './agreement-set.js';

export const services = [AgreementSet];
