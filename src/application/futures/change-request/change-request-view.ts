import { Injectable } from '@nestjs/common';
import { certificateStateAt } from '../../../domain/digital-certificate/decider.js';
import { profileChangeRequest } from '../../../domain/profile-change-request/decider.js';
import type { ChangeKind } from '../../../domain/profile-change-request/kinds.js';
import { type Step, stageOf, stepOf } from '../../../domain/profile-change-request/progress.js';
import {
  type OpenedRequest,
  type PhotoSlot,
  type ProfileChangeRequest,
  type RequestStatus,
  statusAt,
} from '../../../domain/profile-change-request/state.js';
import { notFound } from '../../../domain/shared/domain-error.js';
import { maskIdNumber, maskName } from '../../../domain/shared/mask.js';
import { forEachPhoto, type PhotoKind } from '../../../domain/shared/profile.js';
import { usablePass } from '../../../domain/video-verification/decider.js';
import { EventCodec } from '../../core/event-codec.js';
import { Clock } from '../../ports/clock.js';
import { ReadModels } from '../../ports/read-models.js';
import { certificates, changeRequests, videoVerifications } from '../../read-models/models.js';
import type { StateRow } from '../../read-models/state-model.js';
import { Companies } from '../../shared/companies.js';
import type { FuturesSession } from '../account/customers.js';
import { AgreementSet, type ListedAgreement } from '../documents/agreement-set.js';
import { currentFields, proposedFields } from './kinds/kinds.js';

type AnyRow = StateRow<ProfileChangeRequest<'sealed'>>;
type Row = StateRow<OpenedRequest<'sealed'>>;

const isOpened = (row: AnyRow): row is Row => row.state.is === 'opened';

/** A request in short. */
export interface Standing {
  readonly id: string;
  readonly kind: ChangeKind;
  readonly status: RequestStatus;
  readonly step: Step;
}

interface Readiness {
  readonly readiness: 'usable' | 'required';
  readonly serial: string | null;
  readonly verificationId: string | null;
}

/** A request as it is answered; the fields of its form are named as the form's PUT takes them. */
export interface ChangeRequestBody extends Standing {
  readonly message: string;
  readonly progress: { readonly stages: readonly string[]; readonly current: number };
  readonly maskedName: string;
  readonly maskedIdNumber: string;
  readonly photos: { readonly [K in PhotoKind]: SlotView };
  readonly responsibilityLetter: { readonly version: string; readonly agreedAt: string } | null;
  readonly current: object;
  readonly proposed: object | null;
  readonly agreements: readonly ListedAgreement[];
  readonly consented: boolean;
  readonly certificate: Readiness;
  readonly openedAt: string;
  readonly submittedAt: string | null;
  readonly decidedAt: string | null;
  readonly rejectionReason: string | null;
}

interface SlotView {
  readonly state: PhotoSlot['state'];
  readonly sha256: string | null;
  readonly uploadedAt: string | null;
}

export interface ChangeRequestView {
  readonly revision: string;
  readonly body: ChangeRequestBody;
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
    if (!row || !isOpened(row) || row.state.customerId !== session.subject) throw notFound('change-request.not-found');
    return this.render(row, await this.readiness(session));
  }

  /** Requests of one customer, each whole. */
  async list(rows: readonly AnyRow[], session: FuturesSession): Promise<readonly ChangeRequestView[]> {
    if (rows.length === 0) return [];
    const certificate = await this.readiness(session);
    return Promise.all(rows.filter(isOpened).map((row) => this.render(row, certificate)));
  }

  /** Requests of one customer, each in short. */
  async standings(rows: readonly AnyRow[], session: FuturesSession): Promise<readonly Standing[]> {
    if (rows.length === 0) return [];
    const certificate = await this.readiness(session);
    return rows.filter(isOpened).map((row) => this.standing(row, certificate));
  }

  private standing({ id, state: request }: Row, { readiness }: Readiness): Standing {
    const { agreements } = this.companies.get(request.companyCode).documents;
    const documentIds = agreements.map(({ documentId }) => documentId);
    const status = statusAt(request, this.clock.now());
    const step = stepOf(request, { documentIds, certificateUsable: readiness === 'usable' });
    return { id, kind: request.kind, status, step: status === 'open' ? step : 'done' };
  }

  private async render(row: Row, certificate: Readiness): Promise<ChangeRequestView> {
    const request = await this.codec.open(row.state, {
      stream: `${profileChangeRequest.category}-${row.id}`,
      person: row.state.customerId,
    });
    const { progressStages: stages, texts } = this.companies.get(request.companyCode);
    const standing = this.standing(row, certificate);
    const body = {
      ...standing,
      message: texts[`changeRequest.${standing.status}`] ?? '',
      progress: { stages, current: stageOf(standing.step, stages.length) },
      maskedName: maskName(request.name),
      maskedIdNumber: maskIdNumber(request.idNumber),
      photos: forEachPhoto((kind) => slotView(request.photos[kind])),
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
  private async readiness(session: FuturesSession): Promise<Readiness> {
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
      readiness: usable ? 'usable' : 'required',
      serial: usable?.row.state.is === 'issued' ? usable.row.state.serial : null,
      verificationId: pass?.key ?? null,
    };
  }
}

const slotView = (slot: PhotoSlot): SlotView => ({
  state: slot.state,
  sha256: slot.state === 'missing' ? null : slot.sha256,
  uploadedAt: slot.state === 'uploaded' ? slot.uploadedAt : null,
});
