import { type FourElements, IdentityAuthority } from '../../application/ports/identity-authority.js';
import { longTermEnd } from '../../domain/shared/card-validity.js';
import type { PlainDate } from '../../domain/shared/shanghai-calendar.js';
import type { TencentCloudCalls } from './api.js';

const action = 'CheckIdNameDate';

/**
 * `Result`: -2, -3 and -4 are an ID number, a name or a date that the authority calls malformed, -5 an identity that is
 * no longer valid. What is missing here is no verdict: -6 its library is down, -8 asked too often for this person today.
 */
const verdicts: Readonly<Record<string, 'match' | 'mismatch' | 'not-found'>> = {
  '0': 'match',
  '-1': 'mismatch',
  '-2': 'mismatch',
  '-3': 'mismatch',
  '-4': 'mismatch',
  '-5': 'mismatch',
  '-7': 'not-found',
};

/** The four elements (R3) by Tencent Cloud FaceID: one call compares all of them. */
export class TencentIdentityAuthority extends IdentityAuthority {
  constructor(private readonly calls: TencentCloudCalls) {
    super();
  }

  async verify({ name, idNumber, validity }: FourElements): Promise<'match' | 'mismatch' | 'not-found'> {
    const answer = await this.calls.call<{ readonly Result?: string }>(action, {
      Name: name,
      IdCard: idNumber,
      ValidityBegin: compact(validity.start),
      ValidityEnd: validity.end === longTermEnd ? '00000000' : compact(validity.end),
    });
    if ('code' in answer) throw this.calls.unavailable(action, answer.code);
    const verdict = verdicts[String(answer.data.Result)];
    if (!verdict) throw this.calls.unavailable(action, `Result ${answer.data.Result}`);
    return verdict;
  }
}

/** `2020-03-18` as `20200318`. */
const compact = (date: PlainDate): string => date.replaceAll('-', '');
