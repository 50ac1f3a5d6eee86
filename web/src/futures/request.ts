import { ApiProblem, answeredWith, type Schemas } from '@realname/client';
import { type ShallowRef, shallowRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { textsOf } from '../kit/language.js';
import { type Reading, useReading } from '../kit/reading.js';
import { codeOf, type RefusalCode, textOf } from '../kit/refusals.js';
import { api } from './connection.js';
import { tellNext } from './notice.js';

export type ChangeRequest = Schemas['ChangeRequestAnswer'];
export type Screen = 'photos' | 'form' | 'agreements' | 'video' | 'certificate' | 'submission';
type Standing = Pick<ChangeRequest, 'status' | 'step'>;
type Step = ChangeRequest['step'];

const t = textsOf({
  overtaken: ['资料已在其他页面或设备上变更，现为最新内容。', 'It was changed elsewhere. This is what stands now.'],
});

/** Where each step is done. One that waits for a certificate begins at the video verification. */
const screens: Readonly<Record<Step, Screen>> = {
  photos: 'photos',
  form: 'form',
  certificate: 'video',
  agreements: 'agreements',
  submission: 'submission',
  done: 'submission',
};

/** The steps that a screen may still be opened at: what is done may be done again until the submission. */
const openAt: Readonly<Record<Screen, readonly Step[]>> = {
  photos: ['photos', 'form', 'certificate', 'agreements', 'submission'],
  form: ['form', 'certificate', 'agreements', 'submission'],
  agreements: ['agreements', 'submission'],
  video: ['certificate', 'agreements'],
  certificate: ['certificate', 'agreements'],
  submission: ['submission', 'done'],
};

/** The screen that a request goes on at. */
export const screenOf = ({ status, step }: Standing): Screen => (status === 'open' ? screens[step] : 'submission');

const isOpenAt = (screen: Screen, { status, step }: Standing): boolean =>
  status === 'open' ? openAt[screen].includes(step) : screen === 'submission';

/** Refusals that lead to another screen of the request (docs/journeys.md). */
const leads: Partial<Record<RefusalCode, Screen>> = {
  'photo.missing': 'photos',
  'photo.fresh-required': 'photos',
  'validity.expired': 'form',
  'agreement.not-signed': 'agreements',
  'agreement.not-consented': 'agreements',
  'certificate.required': 'video',
  'certificate.revoked': 'video',
  'certificate.expired': 'video',
  'certificate.other-device': 'video',
  'certificate.not-yours': 'video',
  'certificate.not-installed': 'video',
  'certificate.other-key': 'video',
  'device-key.replaced': 'video',
  'verification.required': 'video',
  'verification.not-found': 'video',
  'verification.used': 'video',
  'verification.expired': 'video',
  'verification.other-device': 'video',
};

export interface RequestScreen {
  readonly id: string;
  readonly params: { readonly company: string; readonly id: string };
  readonly request: ShallowRef<ChangeRequest | undefined>;
  readonly error: Reading<ChangeRequest>['error'];
  /** Of what was read, for `If-Match`. */
  readonly etag: ShallowRef<string | undefined>;
  again(): Promise<ChangeRequest | undefined>;
  go(screen: Screen): Promise<unknown>;
  /** The way back: one step, or the profile. */
  back(screen?: Screen): Promise<unknown>;
  close(): Promise<unknown>;
  /** Follows a refusal that leads to another screen, and says there why. Whether it was one. */
  leadsAway(error: unknown): Promise<boolean>;
}

/** A screen of the request in the address: it is left where the request is elsewhere. */
export const useRequest = (screen: Screen): RequestScreen => {
  const route = useRoute();
  const router = useRouter();
  const params = { company: String(route.params.company), id: String(route.params.id) };
  const etag = shallowRef<string>();
  const close = () => router.push({ name: 'profile', params: { company: params.company } });
  const leave = () => router.replace({ name: 'profile', params: { company: params.company } });

  const {
    data: request,
    error,
    again,
  } = useReading(async () => {
    try {
      const answer = await answeredWith(
        api.GET('/v1/futures/change-requests/{id}', { params: { path: { id: params.id } } }),
      );
      etag.value = answer.etag;
      if (!isOpenAt(screen, answer.data)) await router.replace({ name: screenOf(answer.data), params });
      return answer.data;
    } catch (reason) {
      if (codeOf(reason) === 'change-request.not-found') {
        tellNext(textOf(reason));
        await leave();
      }
      throw reason;
    }
  });

  const leadsAway = async (reason: unknown): Promise<boolean> => {
    const code = codeOf(reason);
    const say = () => tellNext(code.startsWith('revision.') ? t.overtaken : textOf(reason));
    if (
      code === 'change-request.closed' ||
      code === 'change-request.step-not-reached' ||
      code.startsWith('revision.')
    ) {
      const now = await again();
      say();
      if (now && !isOpenAt(screen, now)) return true;
      return code.startsWith('revision.');
    }
    if (reason instanceof ApiProblem && code === 'change-request.not-found') {
      say();
      await leave();
      return true;
    }
    const target = leads[code];
    if (!target || target === screen) return false;
    say();
    await router.replace({ name: target, params });
    return true;
  };

  return {
    id: params.id,
    params,
    request,
    error,
    etag,
    again,
    close,
    leadsAway,
    go: (target) => router.push({ name: target, params }),
    back: (target) => (target ? router.push({ name: target, params }) : close()),
  };
};
