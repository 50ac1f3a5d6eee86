import { Type } from 'class-transformer';
import { Matches } from 'class-validator';
import type { IdentityAgreement, IdentitySettings } from '../../../application/identity/configuration.js';
import { Flag, Many, OneOf, Paragraphs, SomeOf, Text } from '../file-fields.js';

export const documentIds: readonly IdentityAgreement['documentId'][] = ['userAgreement', 'faceConsent'];

class RealNameLevelFile {
  @OneOf([1, 2, 3, 4]) level!: number;
  @Text() name!: string;
}

class QuestionFile {
  @Text() question!: string;
  @Text() answer!: string;
}

class AgreementFile implements IdentityAgreement {
  @OneOf(documentIds) documentId!: IdentityAgreement['documentId'];
  @Text() title!: string;
  @Text() version!: string;
  @Paragraphs() text!: string;
}

/** `identity/configuration.json`. */
export class IdentityFile implements IdentitySettings {
  @Text() title!: string;
  @SomeOf(['password', 'face']) signInMethods!: IdentitySettings['signInMethods'];
  @Many('must be a list of levels (R14)') @Type(() => RealNameLevelFile) realNameLevels!: RealNameLevelFile[];
  @Many('must be a list of questions') @Type(() => QuestionFile) faq!: QuestionFile[];
  @Text() hotline!: string;
  @Matches(/^[!-/:-@[-^`{-~]*$/, {
    message: 'must be printable ASCII other than letters, digits and underscore (V7)',
  })
  usernameExtraCharacters!: string;
  @Flag() fourEyes = false;
  @Many('must be a list of documents (R1, R16)') @Type(() => AgreementFile) agreements!: AgreementFile[];
}
