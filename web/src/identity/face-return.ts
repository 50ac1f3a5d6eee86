import type { Schemas } from '@realname/client';

/** What was typed on the screen that a face flow began on: it goes on there. */
export type Typed = Readonly<Record<string, string>>;

/** A flow whose browser is at the provider's page. */
export interface Pending {
  readonly faceVerificationId: string;
  /** The screen that it began on. */
  readonly screen: string;
  readonly typed: Typed;
  /** Of the text that was agreed to. */
  readonly version: string;
}

/** The browser that began a flow has come back from it. */
export interface Returned extends Pick<Pending, 'typed' | 'version'> {
  readonly face: Schemas['FaceBody'];
}

const place = 'realname.identity.face';

/** What was typed stays in this tab until the browser is back, and no longer. */
export const keepPending = (pending: Pending): void => sessionStorage.setItem(place, JSON.stringify(pending));

/** What the provider led back with. One that this tab did not begin is nobody's here. */
const readReturn = (): (Returned & Pick<Pending, 'screen'>) | undefined => {
  const { searchParams, pathname, hash } = new URL(location.href);
  const [faceVerificationId, returnState] = ['faceVerificationId', 'returnState'].map((each) => searchParams.get(each));
  if (!faceVerificationId || !returnState) return undefined;
  const kept = sessionStorage.getItem(place);
  sessionStorage.removeItem(place);
  const pending = kept === null ? undefined : (JSON.parse(kept) as Pending);
  const isOurs = pending?.faceVerificationId === faceVerificationId;
  history.replaceState(history.state, '', `${pathname}${isOurs ? `#${pending.screen}` : hash}`);
  return isOurs ? { ...pending, face: { faceVerificationId, returnState } } : undefined;
};

/** Read before there is a router, which would keep the parameters in every address. */
let returned = readReturn();

/** Once: what a screen goes on with. */
export const takeReturn = (screen: string): Returned | undefined => {
  if (returned?.screen !== screen) return undefined;
  const taken = returned;
  returned = undefined;
  return taken;
};
