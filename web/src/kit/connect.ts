import { type Api, createApi } from '@realname/client';
import { deviceId } from './device-id.js';
import { language } from './language.js';
import { type App, type Session, sessionOf } from './session.js';

export interface Connection {
  readonly api: Api;
  readonly session: Session;
}

/**
 * The one client of an app's page, on the page's own origin.
 * @param onSessionRequired leads to the sign-in; the session is over by then
 */
export const connect = (app: App, onSessionRequired: () => void): Connection => {
  const session = sessionOf(app);
  const named = (name: string) => `${app}.${name}`;
  const api = createApi({
    baseUrl: location.origin,
    language,
    clientVersion: 'web-0.1.0',
    token: session.token,
    ...(app === 'futures' && { deviceId: deviceId() }),
    memory: {
      getItem: (name) => sessionStorage.getItem(named(name)),
      setItem: (name, value) => sessionStorage.setItem(named(name), value),
      removeItem: (name) => sessionStorage.removeItem(named(name)),
    },
    onSessionRequired() {
      session.end();
      onSessionRequired();
    },
  });
  return { api, session };
};
