import { ConsentToAgreementsHandler, ListAgreementsHandler, ShowAgreementHandler } from './agreements.js';
import { SignatureStamps } from './signature-stamps.js';
import { GetSignatureHandler, OpenSigningSessionHandler, SignAgreementHandler } from './signatures.js';

export const services = [SignatureStamps];

export const handlers = [
  ListAgreementsHandler,
  ShowAgreementHandler,
  ConsentToAgreementsHandler,
  OpenSigningSessionHandler,
  SignAgreementHandler,
  GetSignatureHandler,
];
