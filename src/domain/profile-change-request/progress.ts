import type { Held } from '../shared/personal.js';
import { photoKinds } from '../shared/profile.js';
import { kindOf } from './kinds.js';
import type { OpenedRequest } from './state.js';

export const steps = ['photos', 'form', 'agreements', 'certificate', 'submission', 'done'] as const;
export type Step = (typeof steps)[number];

/** What signing needs from outside: the documents of the company, and whether this device can sign (F23). */
export interface SigningSituation {
  readonly documentIds: readonly string[];
  readonly certificateUsable: boolean;
}

/** Slots that hold neither an uploaded nor a kept photo; for an ID-validity request a kept one does not count (F12). */
export const missingPhotos = (request: OpenedRequest<Held>) =>
  photoKinds.filter((kind) => {
    const { state } = request.photos[kind];
    return state !== 'uploaded' && (state !== 'kept' || kindOf(request.kind).freshPhotos);
  });

export const photosDone = (request: OpenedRequest<Held>): boolean =>
  missingPhotos(request).length === 0 && request.letter !== null;

export const unsigned = (request: OpenedRequest<Held>, documentIds: readonly string[]): readonly string[] =>
  documentIds.filter((id) => !request.signed[id]);

/** The first step that is not finished (F19). */
export const stepOf = (request: OpenedRequest<Held>, situation: SigningSituation): Step => {
  if (request.status !== 'open') return 'done';
  if (!photosDone(request)) return 'photos';
  if (!request.proposed) return 'form';
  if (unsigned(request, situation.documentIds).length > 0)
    return situation.certificateUsable ? 'agreements' : 'certificate';
  return request.consented ? 'submission' : 'agreements';
};

/** Stage 1 holds photos and form, stage 2 certificate, agreements and submission; the call-back is never current (F30). */
export const stageOf = (step: Step, stages: number): number => {
  if (step === 'photos' || step === 'form') return 1;
  return step === 'done' ? stages : 2;
};
