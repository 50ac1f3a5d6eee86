const place = 'realname.device';

/** `X-Device-Id` of this browser, made once: certificate and verification belong to it. It is a label and no secret. */
export const deviceId = (): string => {
  const known = localStorage.getItem(place);
  if (known) return known;
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  const made = `web-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
  localStorage.setItem(place, made);
  return made;
};
