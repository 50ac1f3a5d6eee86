import { ReadAccountChangesHandler } from './account-changes.js';
import { CallStreams } from './call-stream.js';
import { CallViews } from './call-view.js';
import { CustomerForms } from './customer-form.js';
import { CustomerHistories } from './customer-history.js';
import { Erasures } from './erasure.js';
import { ConfirmErasureHandler, RequestErasureHandler } from './erasure-requests.js';
import { FourEyes } from './four-eyes.js';
import { FindIdentityUserHandler, ImportIdentityUserHandler } from './identity-users.js';
import { FileCustomerPhotoHandler, ImportCustomerHandler, StaffCustomers } from './import-customer.js';
import { PersonRecords } from './person-records.js';
import { ConfirmRealNameLevelHandler, RaiseRealNameLevelByOperatorHandler } from './real-name-level.js';
import {
  DecideRequestHandler,
  GetRequestForReviewHandler,
  GetReviewPhotoHandler,
  ListRequestsForReviewHandler,
} from './review.js';
import { ReviewViews } from './review-view.js';
import { GetOwnCallHandler, GetQueueHandler, GiveVerdictHandler, TakeNextCallHandler } from './video-calls.js';

export const services = [
  CallStreams,
  CallViews,
  CustomerForms,
  CustomerHistories,
  Erasures,
  FourEyes,
  PersonRecords,
  ReviewViews,
  StaffCustomers,
];

export const handlers = [
  ImportCustomerHandler,
  FileCustomerPhotoHandler,
  RequestErasureHandler,
  ConfirmErasureHandler,
  TakeNextCallHandler,
  GiveVerdictHandler,
  GetQueueHandler,
  GetOwnCallHandler,
  ReadAccountChangesHandler,
  ListRequestsForReviewHandler,
  GetRequestForReviewHandler,
  GetReviewPhotoHandler,
  DecideRequestHandler,
  ImportIdentityUserHandler,
  FindIdentityUserHandler,
  RaiseRealNameLevelByOperatorHandler,
  ConfirmRealNameLevelHandler,
];
