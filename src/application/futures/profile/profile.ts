import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { customerAccount } from '../../../domain/customer-account/decider.js';
import type { PhotoKind } from '../../../domain/customer-account/events.js';
import type { RegisteredAccount } from '../../../domain/customer-account/state.js';
import { type ProfileChangeRequest, pendingStatuses } from '../../../domain/profile-change-request/state.js';
import { isExpired, isLongTerm } from '../../../domain/shared/card-validity.js';
import { notFound } from '../../../domain/shared/domain-error.js';
import { maskIdNumber, maskName, maskPhone } from '../../../domain/shared/mask.js';
import { isErased } from '../../../domain/shared/personal.js';
import type { OtherInformation, Validity } from '../../../domain/shared/profile.js';
import { shanghaiDate } from '../../../domain/shared/shanghai-calendar.js';
import { EventCodec } from '../../core/event-codec.js';
import { Clock } from '../../ports/clock.js';
import { ReadModels } from '../../ports/read-models.js';
import { changeRequests, customerProfiles } from '../../read-models/models.js';
import type { StateRow } from '../../read-models/state-model.js';
import { Companies } from '../../shared/companies.js';
import { Dictionaries } from '../../shared/dictionaries.js';
import { OwnPhotos } from '../../shared/own-photos.js';
import type { Photo } from '../../shared/photo.js';
import { customerSubject, type FuturesSession, readable } from '../account/customers.js';
import { ChangeRequestViews, type Standing } from '../change-request/change-request-view.js';

interface Named {
  readonly code: string;
  readonly name: string;
}

/** What is on file, in groups; phones masked (V9). */
export interface ProfileBody {
  readonly identity: {
    readonly maskedName: string;
    readonly maskedIdNumber: string;
    readonly idAddress: string;
    readonly validity: Validity & { readonly longTerm: boolean; readonly expired: boolean };
  };
  readonly phones: { readonly contactPhone: string | null; readonly contactMobile: string | null };
  readonly other: Omit<OtherInformation, 'education' | 'occupation'> & {
    readonly education: Named;
    readonly occupation: Named & { readonly active: boolean };
  };
  readonly editable: { readonly clientManager: boolean; readonly intermediary: boolean };
  readonly branch: Named | null;
  readonly openRequests: readonly Standing[];
}

export interface Profile {
  readonly revision: string;
  readonly body: ProfileBody;
}

export class GetProfile extends Query<Profile> {
  constructor(readonly session: FuturesSession) {
    super();
  }
}

export class GetPhotoOnFile extends Query<Photo> {
  constructor(
    readonly session: FuturesSession,
    readonly kind: PhotoKind,
  ) {
    super();
  }
}

@QueryHandler(GetProfile)
export class GetProfileHandler implements IQueryHandler<GetProfile> {
  constructor(
    private readonly readModels: ReadModels,
    private readonly codec: EventCodec,
    private readonly companies: Companies,
    private readonly dictionaries: Dictionaries,
    private readonly views: ChangeRequestViews,
    private readonly clock: Clock,
  ) {}

  async execute({ session }: GetProfile): Promise<Profile> {
    const { account, revision } = await accountOf(this.readModels, session, this.codec);
    const company = this.companies.get(account.companyCode);
    const { validity } = account;
    const body = {
      identity: {
        maskedName: maskName(account.name),
        maskedIdNumber: maskIdNumber(account.idNumber),
        idAddress: account.idAddress,
        validity: {
          ...validity,
          longTerm: isLongTerm(validity),
          expired: isExpired(validity, shanghaiDate(this.clock.now())),
        },
      },
      phones: {
        contactPhone: account.contactPhone && maskPhone(account.contactPhone),
        contactMobile: account.contactMobile && maskPhone(account.contactMobile),
      },
      other: this.other(account),
      editable: {
        clientManager: !company.lockedFields.includes('clientManager'),
        intermediary: !company.lockedFields.includes('intermediary'),
      },
      branch: company.branches.find(({ code }) => code === account.branchCode) ?? null,
      openRequests: await this.openRequests(session),
    };
    return { revision, body };
  }

  /** Newest first. One whose time is over by now may still be there as open (F19). */
  private async openRequests(session: FuturesSession): Promise<readonly Standing[]> {
    const pending = new Map<string, StateRow<ProfileChangeRequest<'sealed'>>>();
    for (const status of pendingStatuses) {
      const { items } = await this.readModels.find(changeRequests, { customerId: session.subject, status });
      for (const { key, row } of items) pending.set(key, row);
    }
    const openedAt = ({ state }: StateRow<ProfileChangeRequest<'sealed'>>) =>
      state.is === 'opened' ? state.openedAt : '';
    const newestFirst = [...pending.values()].sort((a, b) => (openedAt(a) < openedAt(b) ? 1 : -1));
    const standings = await this.views.standings(newestFirst, session);
    return standings.filter(({ status }) => status !== 'expired');
  }

  private other({ other }: RegisteredAccount): ProfileBody['other'] {
    if (isErased(other)) throw notFound('subject.not-found');
    const { education, occupation, ...rest } = other;
    return {
      ...rest,
      education: { code: education, name: this.dictionaries.education(education)?.name ?? education },
      occupation: this.dictionaries.occupation(occupation) ?? { code: occupation, name: occupation, active: false },
    };
  }
}

@QueryHandler(GetPhotoOnFile)
export class GetPhotoOnFileHandler implements IQueryHandler<GetPhotoOnFile> {
  constructor(
    private readonly readModels: ReadModels,
    private readonly codec: EventCodec,
    private readonly photos: OwnPhotos,
  ) {}

  async execute({ session, kind }: GetPhotoOnFile): Promise<Photo> {
    const { account } = await accountOf(this.readModels, session, this.codec);
    const { companyCode, photos } = account;
    return this.photos.open(companyCode, customerSubject(companyCode, session.subject), kind, photos[kind]);
  }
}

const accountOf = async (readModels: ReadModels, session: FuturesSession, codec: EventCodec) => {
  const row = await readModels.get(customerProfiles, session.subject);
  if (!row) throw notFound('customer.not-found');
  const at = { stream: `${customerAccount.category}-${session.subject}`, person: session.subject };
  return { account: await codec.open(readable(row.state), at), revision: row.revision };
};
