import { createHash } from 'node:crypto';
import {
  type FaceFlow,
  type FaceOutcome,
  type FacePerson,
  FaceVerifier,
  returnAddress,
} from '../../application/ports/face-verifier.js';
import { checkCharacter } from '../../domain/shared/resident-id.js';
import type { TencentCloudCalls } from './api.js';

export interface FaceSettings {
  /** The business flow of the FaceID console; it must take name and ID number, and compare with the authority's photo. */
  readonly ruleId: string;
  /** Where the browser goes after the flow. */
  readonly redirectUrl: string;
}

/** Of the similarity, 0 to 100: taken for the same person, wrongly in 1 of 1,000 and of 10,000 cases. */
const [mediumFrom, highFrom] = [70, 80];
/** The person has not finished the flow: its token has expired, it is not complete. */
const unfinished = [15, 17];
/** The provider could not judge: its service, its engines, its library, the way to the person's picture. */
const undecided = [4, 8, 10, 12, 13, 201, 202, 1001, 1006, 1007, 1008, 2001, 2017];

/** Living faces (R16) by a flow of Tencent Cloud FaceID, whose outcome is fetched as text: no image, no video. */
export class TencentFaceVerifier extends FaceVerifier {
  constructor(
    private readonly calls: TencentCloudCalls,
    private readonly settings: FaceSettings,
  ) {
    super();
  }

  async start(faceVerificationId: string, person: FacePerson | undefined, returnState: string): Promise<FaceFlow> {
    const { name, idNumber } = person ?? nobody(faceVerificationId);
    const { ruleId, redirectUrl } = this.settings;
    const answer = await this.calls.call<{ readonly BizToken?: string; readonly Url?: string }>('DetectAuth', {
      RuleId: ruleId,
      Name: name,
      IdCard: idNumber,
      RedirectUrl: returnAddress(redirectUrl, faceVerificationId, returnState),
    });
    if ('code' in answer) throw this.calls.unavailable('DetectAuth', answer.code);
    const { BizToken: token, Url: url } = answer.data;
    if (!token || !url) throw this.calls.unavailable('DetectAuth', 'no BizToken or Url');
    return { provider: 'tencent-cloud', url, token, providerReference: token };
  }

  async outcome(providerReference: string): Promise<FaceOutcome | undefined> {
    const action = 'GetDetectInfoEnhanced';
    const request = { BizToken: providerReference, RuleId: this.settings.ruleId, InfoType: '1' };
    const answer = await this.calls.call<{ readonly Text?: DetectInfoText | null }>(action, request);
    if ('code' in answer) {
      if (answer.code === 'InvalidParameterValue.BizTokenExpired') return undefined;
      throw this.calls.unavailable(action, answer.code);
    }
    const { ErrCode: code, LiveStatus: living, Comparestatus: same, Sim: similarity } = answer.data.Text ?? {};
    if (code === undefined || code === null || unfinished.includes(code)) return undefined;
    if (undecided.includes(code)) throw this.calls.unavailable(action, `ErrCode ${code}`);
    return {
      matched: code === 0 && living === 0 && same === 0,
      scoreBand: bandOf(Number(similarity)),
      providerReference,
    };
  }

  async judge(): Promise<undefined> {}
}

interface DetectInfoText {
  readonly ErrCode?: number | null;
  readonly LiveStatus?: number | null;
  readonly Comparestatus?: number | null;
  readonly Sim?: string | null;
}

const bandOf = (similarity: number): FaceOutcome['scoreBand'] => {
  if (similarity >= highFrom) return 'high';
  return similarity >= mediumFrom ? 'medium' : 'low';
};

/** A well-formed ID number that no living person holds: born on the first day of 1900, the same at every repeat. */
const nobody = (faceVerificationId: string): FacePerson => {
  const place = createHash('sha256').update(faceVerificationId).digest().readUInt32BE() % 1_000;
  const digits = `11010119000101${String(place).padStart(3, '0')}`;
  return { name: '张伟', idNumber: `${digits}${checkCharacter(digits)}` };
};
