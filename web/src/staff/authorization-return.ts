/** What is kept while the browser is at the issuer's page: it proves that the code is this tab's (RFC 7636). */
export interface Asked {
  readonly state: string;
  readonly verifier: string;
  readonly redirectUri: string;
  readonly tokenEndpoint: string;
  readonly clientId: string;
  /** The screen to go on with. */
  readonly screen: string;
}

const place = 'realname.staff.sign-in';

export const keepAsked = (asked: Asked): void => sessionStorage.setItem(place, JSON.stringify(asked));

/** Where a window that was opened for the sign-in alone hands over what the issuer led back with. Without the verifier it is worth nothing. */
const channelName = place;

interface Returned {
  readonly state: string;
  readonly code: string | null;
}

export interface Awaited {
  /** The code; null where the issuer refused. */
  readonly code: Promise<string | null>;
  stop(): void;
}

/** What another window of this origin hands over for this state. */
export const awaitReturn = (state: string): Awaited => {
  const channel = new BroadcastChannel(channelName);
  const stop = () => channel.close();
  const code = new Promise<string | null>((resolve) => {
    channel.onmessage = ({ data }: MessageEvent<Returned>) => {
      if (data.state !== state) return;
      resolve(data.code);
      stop();
    };
  });
  return { code, stop };
};

const handOver = (returned: Returned): void => {
  const channel = new BroadcastChannel(channelName);
  channel.postMessage(returned);
  channel.close();
};

export type Back = { readonly asked: Asked; readonly code: string } | { readonly error: string };

/** What the issuer led back with. One that this tab did not ask for is another one's, or nobody's. */
const readReturn = (): Back | undefined => {
  const { searchParams, pathname, hash } = new URL(location.href);
  const code = searchParams.get('code');
  const error = searchParams.get('error');
  const state = searchParams.get('state');
  if (!state || !(code || error)) return undefined;
  const kept = sessionStorage.getItem(place);
  sessionStorage.removeItem(place);
  const asked = kept === null ? undefined : (JSON.parse(kept) as Asked);
  const isOurs = asked?.state === state;
  history.replaceState(history.state, '', `${pathname}${isOurs ? asked.screen : hash}`);
  if (!isOurs) {
    handOver({ state, code });
    return undefined;
  }
  return code ? { asked, code } : { error: error ?? '' };
};

/** Read before there is a router, which would keep the parameters in every address. */
export const back = readReturn();
