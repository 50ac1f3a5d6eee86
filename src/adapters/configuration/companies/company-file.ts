import { Type } from 'class-transformer';
import {
  ArrayNotEmpty,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import type { AgreementTemplate, Company } from '../../../application/shared/companies.js';
import type { Weekday } from '../../../domain/shared/shanghai-calendar.js';
import { Flag, Many, One, OneOf, Paragraphs, Text, Texts } from '../file-fields.js';

class CodeAndNameFile {
  @Matches(/^[A-Za-z0-9]{1,32}$/, { message: 'must be 1 to 32 letters or digits' }) code!: string;
  @Text() name!: string;
}

class ServiceFile extends CodeAndNameFile {
  @Flag() enabled!: boolean;
}

const time = /^(?:[01]\d|2[0-3])(?::[0-5]\d){2}$/;

class WindowFile {
  @IsArray({ message: 'must be a list of days (F5)' })
  @ArrayNotEmpty({ message: 'must name a day (F5)' })
  @IsIn([1, 2, 3, 4, 5, 6, 7], { each: true, message: 'must be days from 1 (Monday) to 7 (F5)' })
  days!: Weekday[];
  @Matches(time, { message: 'must be HH:MM:SS (F5)' }) from!: string;
  @Matches(time, { message: 'must be HH:MM:SS (F5)' }) to!: string;
}

class ServiceHoursFile {
  @Text() text!: string;
  @Many('must be a list of windows (F5)') @Type(() => WindowFile) windows!: WindowFile[];
}

class ConsentFile {
  @Matches(/^[A-Za-z]{1,40}$/, { message: 'must be 1 to 40 letters' }) documentId!: string;
  @Text() version!: string;
  @Paragraphs() text!: string;
}

class DocumentFile extends ConsentFile {
  @Text() title!: string;
}

class AgreementFile extends DocumentFile implements AgreementTemplate {
  @Flag() listsChanges = false;
}

class DocumentsFile {
  @One('must be a document (F14)') @Type(() => DocumentFile) responsibilityLetter!: DocumentFile;
  @Many('must be a list of documents (F20)') @Type(() => AgreementFile) agreements!: AgreementFile[];
  @One('must be a document (F21)') @Type(() => ConsentFile) consent!: ConsentFile;
}

class CompanyReviewFile {
  @Text() url!: string;
}

class VerificationFile {
  @IsOptional() @OneOf(['required', 'optional'], 'must be required or optional (F26)') recording?:
    | 'required'
    | 'optional';
  @IsOptional()
  @IsInt({ message: 'must be a whole number of seconds (F26)' })
  @Min(0, { message: 'must be at least 0 (F26)' })
  @Max(1500, { message: 'must be at most 1500 (F26)' })
  minimumSeconds?: number;
  @IsOptional() @Flag() customerPresent?: boolean;
}

/** One file of `companies/`; the fields that have a value here may be left out. */
export class CompanyFile implements Company {
  @Matches(/^\d{4}$/, { message: 'must be 4 digits (F1)' }) code!: string;
  @Text() name!: string;
  @Flag() enabled = true;
  @Many('must be a list of services (F2)') @Type(() => ServiceFile) services!: ServiceFile[];
  @Many('must be a list of account types (F2)') @Type(() => CodeAndNameFile) accountTypes!: CodeAndNameFile[];
  @Many('must be a list of branches (F24)') @Type(() => CodeAndNameFile) branches!: CodeAndNameFile[];
  @One('must be service hours (F5)') @Type(() => ServiceHoursFile) serviceHours!: ServiceHoursFile;
  @Texts() hints!: string[];
  @Texts() preparation!: string[];
  @IsObject({ message: 'must be texts by key (F7)' }) texts!: Record<string, string>;
  @Text() hotline!: string;
  @Text() appVersion!: string;
  @OneOf(['automatic', 'review', 'companyReview'], 'must be automatic, review or companyReview (F22)')
  approval: Company['approval'] = 'automatic';
  @IsOptional()
  @IsObject({ message: 'must be where the review system is (F22)' })
  @ValidateNested({ message: 'must be where the review system is (F22)' })
  @Type(() => CompanyReviewFile)
  companyReview?: CompanyReviewFile;
  @IsOptional()
  @IsObject({ message: 'must be what a video call must have (F26)' })
  @ValidateNested({ message: 'must be what a video call must have (F26)' })
  @Type(() => VerificationFile)
  verification?: VerificationFile;
  @Flag() contactPhoneMovesLoginMobile = false;
  @IsArray({ message: 'must be a list (F18)' })
  @IsIn(['clientManager', 'intermediary'], { each: true, message: 'must be clientManager or intermediary (F18)' })
  lockedFields: string[] = [];
  @Flag() intermediaryNeedsReview = false;
  @IsOptional() @Flag() photoWatermark?: boolean;
  @Flag() fourEyes = false;
  @IsInt({ message: 'must be a whole number of days (F19)' })
  @Min(1, { message: 'must be at least 1 (F19)' })
  @Max(365, { message: 'must be at most 365 (F19)' })
  requestLifetimeDays = 30;
  @IsInt({ message: 'must be a whole number of months (F28)' })
  @Min(1, { message: 'must be at least 1 (F28)' })
  @Max(60, { message: 'must be at most 60 (F28)' })
  certificateMonths = 12;
  @IsInt({ message: 'must be a whole number of years (P2)' })
  @Min(0, { message: 'must be at least 0 (P2)' })
  @Max(100, { message: 'must be at most 100 (P2)' })
  retentionYears = 20;
  @ArrayNotEmpty({ message: 'must name the stages (F30)' })
  @Texts('must be a list of texts (F30)')
  progressStages: string[] = ['资料报审', '签署协议', '在线回访'];
  @One('must be documents (F14, F20, F21)') @Type(() => DocumentsFile) documents!: DocumentsFile;
}
