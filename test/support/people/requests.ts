import { type Change, type ChangeKind, fillForm, freshPhotos, sampleChanges } from '../../../demo/changes.js';
import { eventually } from '../eventually.js';
import { type Answer, certificatePassword, type SignedIn } from './journey.js';

/** The path of each kind's form below its request. */
export const formPath = {
  contactPhone: '/contact-phone',
  identityValidity: '/identity-validity',
  otherInformation: '/other-information',
} as const;

/** The sample form of other information, and what differs from it. */
export const otherForm = (change: object = {}): object => ({ ...sampleChanges.otherInformation.other, ...change });

/** A request with its photos and letter done, before the form: its id. */
export const photographed = async (me: SignedIn, kind: ChangeKind): Promise<string> => {
  const id = await me.open(kind);
  await me.device.photosAndLetter(id, Number(me.customer.number.slice(1)) * 3 + 101, freshPhotos(kind));
  return id;
};

/** Any body to the form of a request's kind. */
export const form = (me: SignedIn, id: string, kind: ChangeKind, body: unknown): Promise<Answer> =>
  me.on(id, 'PUT', formPath[kind], { body });

/** Reads and signs what a request has to be signed, and consents. The device has a certificate of that serial. */
export const signAll = async (me: SignedIn, id: string, serial: string): Promise<void> => {
  await me.device.signAgreements(id, certificatePassword, serial);
  await me.device.consent(id);
};

/** A request that waits for its submission only: its id. */
export const ready = async (me: SignedIn, change: Change, serial?: string): Promise<string> => {
  const id = await photographed(me, change.kind);
  await fillForm(me.device, id, change);
  await signAll(me, id, serial ?? (await me.certify()));
  return id;
};

export const submit = (me: SignedIn, id: string): Promise<Answer> => me.on(id, 'POST', '/submission');

/** A submitted request: its id. */
export const submitted = async (me: SignedIn, change: Change, serial?: string): Promise<string> => {
  const id = await ready(me, change, serial);
  const answer = await submit(me, id);
  if (answer.status !== 202) throw new Error(`not submitted: ${answer.verdict}`);
  return id;
};

/** Looks until a request has a status: the request. */
export const reaches = (me: SignedIn, id: string, status: string): Promise<Answer['body']> =>
  eventually(async () => {
    const request = (await me.on(id, 'GET')).body;
    if (request.status !== status) throw new Error(`${request.status}, not ${status}`);
    return request;
  });

/** `pointer code` of every refused field, in order. */
export const fieldErrors = ({ body }: Answer): string[] =>
  (body.errors ?? []).map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`).sort();

/** The photo on file, as it is echoed. */
export const onFile = async (me: SignedIn, kind: string): Promise<string> =>
  (await me.call('GET', `/profile/photos/${kind}`)).bytes.toString('base64');
