import { notFound, rule } from '../../domain/shared/domain-error.js';
import type { Instant } from '../../domain/shared/instant.js';
import { isOpen, nextOpening, type ServiceWindow } from '../../domain/shared/service-hours.js';
import type { PassDemands } from '../../domain/video-verification/decider.js';

export interface CodeAndName {
  readonly code: string;
  readonly name: string;
}

export interface CompanyDocument {
  readonly documentId: string;
  readonly title: string;
  readonly version: string;
  /** Paragraphs, one a line. */
  readonly text: string;
}

export interface AgreementTemplate extends CompanyDocument {
  /** Whether old values, new values and photos are set out above the text (F20). */
  readonly listsChanges: boolean;
}

/** What a futures company configures: the tenant of everything after its number was entered (F1). */
export interface Company {
  /** Four digits, leading zeros kept. */
  readonly code: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly services: readonly (CodeAndName & { readonly enabled: boolean })[];
  readonly accountTypes: readonly CodeAndName[];
  readonly branches: readonly CodeAndName[];
  readonly serviceHours: { readonly text: string; readonly windows: readonly ServiceWindow[] };
  readonly hints: readonly string[];
  readonly preparation: readonly string[];
  /** What front ends show, by key; `changeRequest.<status>` is a request's message. */
  readonly texts: Readonly<Record<string, string>>;
  readonly hotline: string;
  readonly appVersion: string;
  /** Who decides about submitted requests (F22): nobody, a reviewer, or the company's own system. */
  readonly approval: 'automatic' | 'review' | 'companyReview';
  /** Where the company's own system is, given for `companyReview` alone. */
  readonly companyReview?: { readonly url: string };
  /** Whether a new mobile as contact phone becomes the login mobile too (F9). */
  readonly contactPhoneMovesLoginMobile: boolean;
  /** Fields of the other information that customers cannot change (F18). */
  readonly lockedFields: readonly string[];
  /** Whether a changed intermediary goes to review where approval is automatic (F18). */
  readonly intermediaryNeedsReview: boolean;
  /** What a video call must have before it may be passed (F26); what is left out is as with every company. */
  readonly verification?: Partial<PassDemands>;
  /** Whether customers see their ID card with a watermark (F8, F11); left out, as with every company. */
  readonly photoWatermark?: boolean;
  /** Whether an erasure waits for a second operator (P2). */
  readonly fourEyes: boolean;
  readonly requestLifetimeDays: number;
  readonly certificateMonths: number;
  /** How long records are kept from the last one of a customer on, before anything is erased (P2). */
  readonly retentionYears: number;
  readonly progressStages: readonly string[];
  readonly documents: {
    readonly responsibilityLetter: CompanyDocument;
    readonly agreements: readonly AgreementTemplate[];
    readonly consent: Omit<CompanyDocument, 'title'>;
  };
}

/** How much is asked of staff, and shown to customers, where a company's file is silent. */
export interface CompanyDefaults {
  readonly verification: PassDemands;
  readonly photoWatermark: boolean;
}

/** For a sandbox, where everything is tried out. */
const lenient: CompanyDefaults = {
  verification: { recording: 'optional', minimumSeconds: 0, customerPresent: false },
  photoWatermark: false,
};

/** For real people. */
export const strict: CompanyDefaults = {
  verification: { recording: 'required', minimumSeconds: 30, customerPresent: true },
  photoWatermark: true,
};

/** The companies that are configured. They do not change while the service runs. */
export class Companies {
  private readonly byCode: ReadonlyMap<string, Company>;

  /** @param defaults of companies that say nothing of it */
  constructor(
    companies: readonly Company[],
    private readonly defaults: CompanyDefaults = lenient,
  ) {
    this.byCode = new Map(companies.map((company) => [company.code, company]));
  }

  all(): readonly Company[] {
    return [...this.byCode.values()];
  }

  /** @throws DomainError `company.not-found` when unknown or disabled (F1) */
  get(code: string): Company {
    const company = this.byCode.get(code);
    if (!company?.enabled) throw notFound('company.not-found');
    return company;
  }

  /** Whether an erasure of the company's customers takes two operators (P2). */
  asksFourEyes(code: string): boolean {
    return this.byCode.get(code)?.fourEyes === true;
  }

  watermarksPhotos(code: string): boolean {
    return this.byCode.get(code)?.photoWatermark ?? this.defaults.photoWatermark;
  }

  /** What a video call must have before it may be passed (F26). */
  passDemands(code: string): PassDemands {
    return { ...this.defaults.verification, ...this.byCode.get(code)?.verification };
  }

  /** @throws DomainError `service.closed` with `retryAt`, the next opening (F5) */
  assertOpen({ serviceHours: { windows } }: Company, instant: Instant): void {
    if (isOpen(windows, instant)) return;
    const retryAt = nextOpening(windows, instant);
    throw rule('service.closed', retryAt === null ? {} : { retryAt });
  }

  /** What anyone may read of a company (F7). `nextOpening` is null while it is open. */
  publicView(company: Company, instant: Instant) {
    const { code, name, services, accountTypes, branches, hints, preparation, texts, hotline, appVersion } = company;
    const { text, windows } = company.serviceHours;
    const open = isOpen(windows, instant);
    const serviceHours = { text, windows, open, nextOpening: open ? null : nextOpening(windows, instant) };
    return {
      code,
      name,
      services,
      accountTypes,
      branches,
      serviceHours,
      hints,
      preparation,
      texts,
      hotline,
      appVersion,
    };
  }
}
