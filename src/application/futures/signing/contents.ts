import { ConsentToAgreementsHandler, ListAgreementsHandler, ShowAgreementHandler } from './agreements.js';
import { GetSignatureHandler, OpenSigningSessionHandler, SignAgreementHandler } from './signatures.js';

export const handlers = [
  ListAgreementsHandler,
  ShowAgreementHandler,
  ConsentToAgreementsHandler,
  OpenSigningSessionHandler,
  SignAgreementHandler,
  GetSignatureHandler,
];
