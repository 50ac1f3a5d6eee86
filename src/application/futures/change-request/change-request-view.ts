import { Injectable } from '@nestjs/common';
import { certificateStateAt } from '../../../domain/digital-certificate/decider.js';
import { stageOf, stepOf } from '../../../domain/profile-change-request/progress.js';
import {
  type OpenedRequest,
  type PhotoSlot,
  type ProfileChangeRequest,
  statusAt,
} from '../../../domain/profile-change-request/state.js';
import { notFound } from '../../../domain/shared/domain-error.js';
import { maskIdNumber, maskName } from '../../../domain/shared/mask.js';
import { usablePass } from '../../../domain/video-verification/decider.js';
import { EventCodec } from '../../core/event-codec.js';
import { Clock } from '../../ports/clock.js';
import { ReadModels } from '../../ports/read-models.js';
import { certificates, changeRequests, videoVerifications } from '../../read-models/models.js';
import type { StateRow } from '../../read-models/state-model.js';
import { Companies } from '../../shared/companies.js';
import type { FuturesSession } from '../account/customers.js';
import { AgreementSet } from '../documents/agreement-set.js';
import { currentFields, proposedFields } from './kinds/request-fields.js';

export interface ChangeRequestView {
  readonly revision: string;
  readonly body: { readonly id: string; readonly kind: string; readonly status: string; readonly step: string };
}

/** The one renderer of a change request: reads and writes answer through it, so that they never disagree. */
@Injectable()
export class ChangeRequestViews {
  constructor(
    private readonly readModels: ReadModels,
    private readonly codec: EventCodec,
    private readonly companies: Companies,
    private readonly agreements: AgreementSet,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `change-request.not-found`, also for another person's */
  async get(id: string, session: FuturesSession): Promise<ChangeRequestView> {
    const row = await this.readModels.get(changeRequests, id);
    if (row?.state.is !== 'opened' || row.state.customerId !== session.subject)
      throw notFound('change-request.not-found');
    return this.render(row, session);
  }

  async summary(row: StateRow<ProfileChangeRequest>, session: FuturesSession) {
    const { id, kind, status, step } = (await this.render(row, session)).body;
    return { id, kind, status, step };
  }

  async render(row: StateRow<ProfileChangeRequest>, session: FuturesSession): Promise<ChangeRequestView> {
    const request = await this.codec.open(row.state as OpenedRequest);
    const company = this.companies.get(request.companyCode);
    const certificate = await this.certificate(session);
    const documentIds = company.documents.agreements.map(({ documentId }) => documentId);
    const step = stepOf(request, { documentIds, certificateUsable: certificate.readiness === 'usable' });
    const status = statusAt(request, this.clock.now());
    const stages = company.progressStages;
    const body = {
      id: row.id,
      kind: request.kind,
      status,
      step: status === 'open' ? step : 'done',
      message: company.texts[`changeRequest.${status}`] ?? '',
      progress: { stages, current: stageOf(status === 'open' ? step : 'done', stages.length) },
      maskedName: maskName(request.name),
      maskedIdNumber: maskIdNumber(request.idNumber),
      photos: {
        idFront: slotView(request.photos.idFront),
        idBack: slotView(request.photos.idBack),
        signature: slotView(request.photos.signature),
      },
      responsibilityLetter: request.letter,
      current: currentFields(request.current),
      proposed: proposedFields(request.proposed),
      agreements: this.agreements.listed(row.id, request),
      consented: request.consented,
      certificate,
      openedAt: request.openedAt,
      submittedAt: request.submittedAt,
      decidedAt: request.decidedAt,
      rejectionReason: request.rejectionReason,
    };
    return { revision: row.revision, body };
  }

  /** F23: whether this device can sign, and a pass that opens the way to a certificate. */
  private async certificate(session: FuturesSession) {
    const now = this.clock.now();
    const where = { customerId: session.subject };
    const issued = await this.readModels.find(certificates, where, { limit: 20 });
    const usable = issued.items.find(({ row: { state } }) => {
      return state.is === 'issued' && state.device === session.device && certificateStateAt(state, now) === 'active';
    });
    const tickets = await this.readModels.find(videoVerifications, where, { limit: 20 });
    const pass = tickets.items.find(({ row: { state } }) => {
      return state.is === 'ticket' && usablePass(state, session.device, now);
    });
    return {
      readiness: usable ? ('usable' as const) : ('required' as const),
      serial: usable?.row.state.is === 'issued' ? usable.row.state.serial : null,
      verificationId: pass?.key ?? null,
    };
  }
}

const slotView = (slot: PhotoSlot) => ({
  state: slot.state,
  sha256: slot.state === 'missing' ? null : slot.sha256,
  uploadedAt: slot.state === 'uploaded' ? slot.uploadedAt : null,
});
