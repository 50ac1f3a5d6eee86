import { Command, CommandHandler, type ICommandHandler, type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { PhotoKind } from '../../../domain/profile-change-request/events.js';
import type { CommandContext } from '../../core/command-context.js';
import { derivedId, sha256 } from '../../core/ids.js';
import { ImageReader } from '../../ports/image-reader.js';
import { Companies } from '../../shared/companies.js';
import { OwnPhotos } from '../../shared/own-photos.js';
import type { Photo } from '../../shared/photo.js';
import { SealedObjects } from '../../shared/sealed-objects.js';
import { customerSubject, type FuturesSession } from '../account/customers.js';
import type { ChangeRequestView } from './change-request-view.js';
import { ChangeRequestWriter } from './change-request-writer.js';

export class UploadPhoto extends Command<ChangeRequestView> {
  constructor(
    readonly id: string,
    readonly kind: PhotoKind,
    readonly bytes: Uint8Array,
    readonly session: FuturesSession,
    readonly context: CommandContext,
  ) {
    super();
  }
}

export class KeepPhoto extends Command<ChangeRequestView> {
  constructor(
    readonly id: string,
    readonly kind: PhotoKind,
    readonly session: FuturesSession,
    readonly context: CommandContext,
  ) {
    super();
  }
}

export class GetRequestPhoto extends Query<Photo> {
  constructor(
    readonly id: string,
    readonly kind: PhotoKind,
    readonly session: FuturesSession,
  ) {
    super();
  }
}

export class AgreeToResponsibilityLetter extends Command<ChangeRequestView> {
  constructor(
    readonly id: string,
    readonly version: string,
    readonly session: FuturesSession,
    readonly context: CommandContext,
  ) {
    super();
  }
}

export interface ResponsibilityLetter {
  readonly documentId: string;
  readonly title: string;
  readonly version: string;
  readonly sha256: string;
  readonly text: string;
}

export class GetResponsibilityLetter extends Query<ResponsibilityLetter> {
  constructor(
    readonly id: string,
    readonly session: FuturesSession,
  ) {
    super();
  }
}

/** F13: the stored bytes are stripped and sealed before the log says that they exist. */
@CommandHandler(UploadPhoto)
export class UploadPhotoHandler implements ICommandHandler<UploadPhoto> {
  constructor(
    private readonly writer: ChangeRequestWriter,
    private readonly images: ImageReader,
    private readonly objects: SealedObjects,
  ) {}

  async execute({ id, kind, bytes, session, context }: UploadPhoto): Promise<ChangeRequestView> {
    await this.writer.own(id, session);
    const image = await this.images.read(bytes);
    const photoId = derivedId(context.commandId, 'photo');
    await this.objects.put(customerSubject(session.companyCode, session.subject), photoId, image.bytes);
    const photo = { photoId, sha256: image.sha256, mediaType: image.mediaType };
    return this.writer.run(id, { type: 'UploadPhoto', kind, photo, at: context.at }, session, context);
  }
}

@CommandHandler(KeepPhoto)
export class KeepPhotoHandler implements ICommandHandler<KeepPhoto> {
  constructor(private readonly writer: ChangeRequestWriter) {}

  async execute({ id, kind, session, context }: KeepPhoto): Promise<ChangeRequestView> {
    await this.writer.own(id, session);
    return this.writer.run(id, { type: 'KeepPhoto', kind, at: context.at }, session, context);
  }
}

@QueryHandler(GetRequestPhoto)
export class GetRequestPhotoHandler implements IQueryHandler<GetRequestPhoto> {
  constructor(
    private readonly writer: ChangeRequestWriter,
    private readonly photos: OwnPhotos,
  ) {}

  async execute({ id, kind, session }: GetRequestPhoto): Promise<Photo> {
    const slot = (await this.writer.own(id, session)).photos[kind];
    const subject = customerSubject(session.companyCode, session.subject);
    const filled = slot.state === 'uploaded' || slot.state === 'kept' ? slot : undefined;
    return this.photos.open(session.companyCode, subject, kind, filled);
  }
}

/** F14, P6: the very text that was shown, by version and digest. */
@CommandHandler(AgreeToResponsibilityLetter)
export class AgreeToResponsibilityLetterHandler implements ICommandHandler<AgreeToResponsibilityLetter> {
  constructor(
    private readonly writer: ChangeRequestWriter,
    private readonly companies: Companies,
  ) {}

  async execute({ id, version, session, context }: AgreeToResponsibilityLetter): Promise<ChangeRequestView> {
    await this.writer.own(id, session);
    const { title: _, text: __, ...letter } = letterOf(this.companies, session);
    return this.writer.run(id, { type: 'AgreeToLetter', letter, version, at: context.at }, session, context);
  }
}

@QueryHandler(GetResponsibilityLetter)
export class GetResponsibilityLetterHandler implements IQueryHandler<GetResponsibilityLetter> {
  constructor(
    private readonly writer: ChangeRequestWriter,
    private readonly companies: Companies,
  ) {}

  async execute({ id, session }: GetResponsibilityLetter): Promise<ResponsibilityLetter> {
    await this.writer.own(id, session);
    return letterOf(this.companies, session);
  }
}

const letterOf = (companies: Companies, session: FuturesSession): ResponsibilityLetter => {
  const { documentId, title, version, text } = companies.get(session.companyCode).documents.responsibilityLetter;
  return { documentId, title, version, sha256: sha256(text), text };
};
