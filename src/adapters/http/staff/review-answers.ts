import { type ChangeKind, changeKinds } from '../../../domain/profile-change-request/kinds.js';
import { type RequestStatus, requestStatuses } from '../../../domain/profile-change-request/state.js';
import { RequestFieldsAnswer } from '../futures/answers.js';
import { Shown, ShownAs } from '../openapi/decorators.js';

const digest = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const instant = '2026-11-22T08:00:00.000Z';

/** Whom staff deals with. */
export class CustomerShownAnswer {
  @Shown('测试0033') name!: string;
  @Shown('4101**********0033') maskedIdNumber!: string;
}

class PhotoPairAnswer {
  @Shown(digest, { nullable: true }) onFile!: string | null;
  @Shown(digest, { nullable: true }) submitted!: string | null;
}

class PhotoPairsAnswer {
  @ShownAs(() => PhotoPairAnswer) idFront!: PhotoPairAnswer;
  @ShownAs(() => PhotoPairAnswer) idBack!: PhotoPairAnswer;
  @ShownAs(() => PhotoPairAnswer) signature!: PhotoPairAnswer;
}

class SignedAgreementAnswer {
  @Shown('changeApplication') documentId!: string;
  @Shown('1.0') version!: string;
  @Shown(digest) sha256!: string;
  @Shown('0a1b2c3d4e5f60718293a4b5c6d7e8f9') certificateSerial!: string;
  @Shown(instant) signedAt!: string;
}

export class ReviewAnswer {
  @Shown('3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e') id!: string;
  @Shown('0039') companyCode!: string;
  @Shown('00390001') customerNumber!: string;
  @Shown('contactPhone', { enum: changeKinds }) kind!: ChangeKind;
  @Shown('submitted', { enum: requestStatuses }) status!: RequestStatus;
  @ShownAs(() => CustomerShownAnswer) customer!: CustomerShownAnswer;
  @ShownAs(() => RequestFieldsAnswer, { description: 'phones masked' }) current!: RequestFieldsAnswer;
  @ShownAs(() => RequestFieldsAnswer, { nullable: true, description: 'clear' }) proposed!: RequestFieldsAnswer | null;
  @ShownAs(() => PhotoPairsAnswer, { description: 'by digest' }) photos!: PhotoPairsAnswer;
  @ShownAs(() => SignedAgreementAnswer, { isArray: true }) agreements!: readonly SignedAgreementAnswer[];
  @Shown(instant, { nullable: true }) submittedAt!: string | null;
  @Shown(instant, { nullable: true }) decidedAt!: string | null;
  @Shown('照片不清晰', { nullable: true }) rejectionReason!: string | null;
  @Shown(['validity.unusual-span'], { description: 'legal, but worth a look (V2.3)' }) warnings!: readonly string[];
}

export class ReviewListAnswer {
  @ShownAs(() => ReviewAnswer, { isArray: true }) items!: readonly ReviewAnswer[];
  @Shown('MTIz', { nullable: true }) next!: string | null;
}
