import { ApprovalPolicy } from './approval-policy.js';
import {
  AgreeToResponsibilityLetterHandler,
  GetRequestPhotoHandler,
  GetResponsibilityLetterHandler,
  KeepPhotoHandler,
  UploadPhotoHandler,
} from './change-request-photos.js';
import { ChangeRequestViews } from './change-request-view.js';
import { ChangeRequestWriter } from './change-request-writer.js';
import {
  CancelChangeRequestHandler,
  GetChangeRequestHandler,
  ListChangeRequestsHandler,
  OpenChangeRequestHandler,
  RefreshChangeRequestHandler,
} from './change-requests.js';
import { ProposeContactPhoneHandler, RequestContactPhoneCodeHandler } from './contact-phone.js';
import { ProposeChangeHandler } from './propose-change.js';
import { SubmitChangeRequestHandler } from './submission.js';

export const services = [ApprovalPolicy, ChangeRequestViews, ChangeRequestWriter];

export const handlers = [
  OpenChangeRequestHandler,
  GetChangeRequestHandler,
  ListChangeRequestsHandler,
  CancelChangeRequestHandler,
  RefreshChangeRequestHandler,
  UploadPhotoHandler,
  KeepPhotoHandler,
  GetRequestPhotoHandler,
  GetResponsibilityLetterHandler,
  AgreeToResponsibilityLetterHandler,
  RequestContactPhoneCodeHandler,
  ProposeContactPhoneHandler,
  ProposeChangeHandler,
  SubmitChangeRequestHandler,
];
