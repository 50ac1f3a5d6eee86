import { Injectable } from '@nestjs/common';
import { profileChangeRequest } from '../../domain/profile-change-request/decider.js';
import type { AgreementSignature } from '../../domain/profile-change-request/events.js';
import type { ChangeKind } from '../../domain/profile-change-request/kinds.js';
import type { OpenedRequest, ProfileChangeRequest, RequestStatus } from '../../domain/profile-change-request/state.js';
import { notFound } from '../../domain/shared/domain-error.js';
import { maskIdNumber } from '../../domain/shared/mask.js';
import { forEachPhoto, type PhotoKind } from '../../domain/shared/profile.js';
import { branchScope, companyScope, type Scope } from '../../domain/shared/scope.js';
import { CommandRunner } from '../core/command-runner.js';
import { EventCodec } from '../core/event-codec.js';
import { Customers, customerSubject } from '../futures/account/customers.js';
import { currentFields, proposedFields, warningsOf } from '../futures/change-request/kinds/kinds.js';
import { ReadModels } from '../ports/read-models.js';
import type { Staff } from '../ports/staff-tokens.js';
import { filteredPage } from '../read-models/filtered-page.js';
import { changeRequests, customerProfiles } from '../read-models/models.js';
import type { StateRow } from '../read-models/state-model.js';
import { Companies } from '../shared/companies.js';
import { CustomerScopes } from '../shared/customer-scopes.js';
import { mustActFor, mustHaveScope } from '../shared/own-scopes.js';
import { openPhoto, type Photo } from '../shared/photo.js';
import { SealedObjects } from '../shared/sealed-objects.js';

type SignatureShown = 'documentId' | 'version' | 'sha256' | 'certificateSerial' | 'signedAt';

export interface ReviewView {
  readonly id: string;
  readonly companyCode: string;
  readonly customerNumber: string;
  readonly kind: ChangeKind;
  readonly status: RequestStatus;
  readonly customer: { readonly name: string; readonly maskedIdNumber: string };
  readonly current: object;
  readonly proposed: object | null;
  readonly photos: {
    readonly [K in PhotoKind]: { readonly onFile: string | null; readonly submitted: string | null };
  };
  readonly agreements: readonly Pick<AgreementSignature, SignatureShown>[];
  readonly submittedAt: string | null;
  readonly decidedAt: string | null;
  readonly rejectionReason: string | null;
  /** Legal, but worth a look: `validity.unusual-span` (V2.3). */
  readonly warnings: readonly string[];
}

export interface Reviewed {
  readonly revision: bigint;
  readonly body: ReviewView;
}

interface OwnRequest {
  readonly request: OpenedRequest;
  readonly revision: bigint;
  readonly scope: Scope;
}

/** What reviewers see of a request (F22): the new values clear, photos by digest. */
@Injectable()
export class ReviewViews {
  constructor(
    private readonly readModels: ReadModels,
    private readonly runner: CommandRunner,
    private readonly codec: EventCodec,
    private readonly objects: SealedObjects,
    private readonly customers: Customers,
    private readonly scopes: CustomerScopes,
    private readonly companies: Companies,
  ) {}

  /** @throws DomainError `change-request.not-found`, also for another company's or branch's and for one never submitted */
  async own(id: string, staff: Staff): Promise<OwnRequest> {
    const { state, revision } = await this.runner.load(profileChangeRequest, id);
    if (state.is !== 'opened' || !state.submittedAt) throw notFound('change-request.not-found');
    const scope = await this.scopes.of(state.customerId);
    mustActFor(staff, scope, 'change-request.not-found');
    await this.customers.account(state.customerId);
    return { request: state, revision, scope };
  }

  async get(id: string, staff: Staff): Promise<Reviewed> {
    return reviewed(id, await this.own(id, staff));
  }

  async list(filter: { status: RequestStatus; cursor?: string; limit?: number }, staff: Staff) {
    const { status, ...page } = filter;
    const own = (row: StateRow<ProfileChangeRequest<'sealed'>>) => this.isOwn(row, staff);
    mustHaveScope(staff);
    const companyCode = this.companies.all().flatMap(({ code }) => (staff.mayActFor(companyScope(code)) ? [code] : []));
    const where = { companyCode, status };
    const { items, next } = await filteredPage(this.readModels, changeRequests, where, page, own);
    const requests = items.flatMap(({ key, row: { state } }) => (state.is === 'opened' ? [{ key, state }] : []));
    const views = requests.map(async ({ key, state }) => {
      const at = { stream: `${profileChangeRequest.category}-${key}`, person: state.customerId };
      return render(key, await this.codec.open(state, at));
    });
    return { items: await Promise.all(views), next };
  }

  photo({ request }: OwnRequest, which: 'onFile' | 'submitted', kind: PhotoKind): Promise<Photo> {
    const slot = request.photos[kind];
    const submitted = slot.state === 'uploaded' || slot.state === 'kept' ? slot : undefined;
    const subject = customerSubject(request.companyCode, request.customerId);
    return openPhoto(this.objects, subject, which === 'onFile' ? request.photosOnFile[kind] : submitted);
  }

  private async isOwn({ state }: StateRow<ProfileChangeRequest<'sealed'>>, staff: Staff): Promise<boolean> {
    if (state.is !== 'opened' || state.submittedAt === null) return false;
    const account = (await this.readModels.get(customerProfiles, state.customerId))?.state;
    if (account?.is !== 'registered' || account.restriction) return false;
    return staff.mayActFor(branchScope(account));
  }
}

export const reviewed = (id: string, { request, revision }: OwnRequest): Reviewed => ({
  revision,
  body: render(id, request),
});

const render = (id: string, request: OpenedRequest): ReviewView => {
  const { companyCode, customerNumber, kind, status, name, idNumber, current, proposed, signed } = request;
  const photo = (each: PhotoKind) => {
    const slot = request.photos[each];
    const submitted = slot.state === 'uploaded' || slot.state === 'kept' ? slot.sha256 : null;
    return { onFile: request.photosOnFile[each]?.sha256 ?? null, submitted };
  };
  return {
    id,
    companyCode,
    customerNumber,
    kind,
    status,
    customer: { name, maskedIdNumber: maskIdNumber(idNumber) },
    current: currentFields(current),
    proposed: proposedFields(proposed),
    photos: forEachPhoto(photo),
    agreements: Object.values(signed).map(({ documentId, version, sha256, certificateSerial, signedAt }) => {
      return { documentId, version, sha256, certificateSerial, signedAt };
    }),
    submittedAt: request.submittedAt,
    decidedAt: request.decidedAt,
    rejectionReason: request.rejectionReason,
    warnings: warningsOf(proposed),
  };
};
