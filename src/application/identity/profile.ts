import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { refusal } from '../../domain/shared/domain-error.js';
import { maskIdNumber, maskName, maskPhone } from '../../domain/shared/mask.js';
import { EventCodec } from '../core/event-codec.js';
import { ReadModels } from '../ports/read-models.js';
import { identityUsers } from '../read-models/models.js';
import type { Session } from '../shared/sessions.js';
import { IdentityUsers, userStream } from './users.js';

export interface UserProfile {
  readonly revision: string;
  readonly body: {
    readonly maskedName: string;
    readonly maskedIdNumber: string;
    readonly maskedMobile: string;
    readonly username: string | null;
    readonly realNameLevel: number;
    readonly participatesInBusinessRegistration: boolean;
  };
}

export class GetUserProfile extends Query<UserProfile> {
  constructor(readonly session: Session) {
    super();
  }
}

@QueryHandler(GetUserProfile)
export class GetUserProfileHandler implements IQueryHandler<GetUserProfile> {
  constructor(
    private readonly readModels: ReadModels,
    private readonly codec: EventCodec,
    private readonly users: IdentityUsers,
  ) {}

  async execute({ session }: GetUserProfile): Promise<UserProfile> {
    const row = await this.readModels.get(identityUsers, session.subject);
    if (row?.state.is !== 'active') {
      // The session is of somebody who signed in, which the read model may not have seen yet.
      await this.users.active(session.subject);
      throw refusal('projection.lagging');
    }
    const user = await this.codec.open(row.state, { stream: userStream(session.subject), person: session.subject });
    const { username, realNameLevel, participates } = user;
    return {
      revision: row.revision,
      body: {
        maskedName: maskName(user.name),
        maskedIdNumber: maskIdNumber(user.idNumber),
        maskedMobile: maskPhone(user.mobile),
        username,
        realNameLevel,
        participatesInBusinessRegistration: participates,
      },
    };
  }
}
