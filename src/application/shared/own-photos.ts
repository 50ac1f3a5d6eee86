import { Injectable } from '@nestjs/common';
import type { PhotoKind } from '../../domain/shared/profile.js';
import { shanghaiDate } from '../../domain/shared/shanghai-calendar.js';
import { Clock } from '../ports/clock.js';
import { ImageReader } from '../ports/image-reader.js';
import { Companies } from './companies.js';
import { openPhoto, type Photo } from './photo.js';
import { SealedObjects } from './sealed-objects.js';

/** The two sides of the ID card. */
const ofTheCard: readonly PhotoKind[] = ['idFront', 'idBack'];

/**
 * What customers are shown of their photos (F8, F11). A session stands on an SMS code alone: where the company asks for it, the ID
 * card carries company number and date. That is stored nowhere, and staff see the original.
 */
@Injectable()
export class OwnPhotos {
  constructor(
    private readonly objects: SealedObjects,
    private readonly images: ImageReader,
    private readonly companies: Companies,
    private readonly clock: Clock,
  ) {}

  /** @param subject whose photo it is; @throws DomainError `photo.not-found` */
  async open(
    companyCode: string,
    subject: string,
    kind: PhotoKind,
    photo: Parameters<typeof openPhoto>[2],
  ): Promise<Photo> {
    const original = await openPhoto(this.objects, subject, photo);
    if (!ofTheCard.includes(kind) || !this.companies.watermarksPhotos(companyCode)) return original;
    const text = `${companyCode} ${shanghaiDate(this.clock.now())} `;
    return { ...original, bytes: await this.images.watermarked(original.bytes, text) };
  }
}
