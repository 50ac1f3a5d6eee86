import { ApplyApprovedChanges } from './apply-approved-changes.js';
import { AskCompanyReview } from './ask-company-review.js';
import { DestroySmsKeys } from './destroy-sms-keys.js';
import { EraseAfterRetention } from './erase-after-retention.js';
import { EraseCancelledUsers } from './erase-cancelled-users.js';
import { ExpireRequests } from './expire-requests.js';
import { KeepVideoQueue } from './keep-video-queue.js';
import { Notices } from './notices.js';
import { ReleaseOrphanedClaims } from './release-orphaned-claims.js';
import { ReleaseReplacedMobiles } from './release-replaced-mobiles.js';
import { SendIdentityNotices } from './send-identity-notices.js';
import { SendNotices } from './send-notices.js';
import { SettleLostCertificates } from './settle-lost-certificates.js';
import { StampSignatures } from './stamp-signatures.js';
import { SupersedeCertificates } from './supersede-certificates.js';

export const services = [Notices];

export const processes = [
  ApplyApprovedChanges,
  AskCompanyReview,
  EraseCancelledUsers,
  DestroySmsKeys,
  EraseAfterRetention,
  ExpireRequests,
  KeepVideoQueue,
  ReleaseOrphanedClaims,
  ReleaseReplacedMobiles,
  SendIdentityNotices,
  SendNotices,
  SettleLostCertificates,
  StampSignatures,
  SupersedeCertificates,
];
