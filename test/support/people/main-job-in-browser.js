// Runs in a browser: test/e2e/browser.spec.ts puts the service's address in front.
/* global baseUrl */
import { agentSide, answered, customerSide, shrinkPhoto, uploadPhoto, VideoCall } from '@realname/client';
import { Device, signInStaff } from '/demo/main-job.js';

const password = '730162';

/** The main job with a video call whose both sides are on this page. */
export const run = async () => {
  const device = new Device(baseUrl, 'browser-0001');
  await device.signIn();
  const { id } = await device.open();
  const upload = await uploaded(device, id);
  await device.photosAndLetter(id);
  await device.proposePhone(id, '0755-86001533');
  const ticket = await device.joinQueue();
  const call = await called(device, ticket.id);
  const issued = await device.installCertificate(ticket.id, password);
  await device.signAgreements(id, password, issued.serial);
  await device.consent(id);
  await device.submit(id);
  return { ...call, upload, status: (await device.applied(id)).status };
};

/** A picture larger than photos need be, shrunk and uploaded: its size then, and how far its upload came. */
const uploaded = async ({ api }, changeRequestId) => {
  const canvas = new OffscreenCanvas(3000, 1500);
  canvas.getContext('2d').fillRect(0, 0, 1, 1);
  const photo = await shrinkPhoto(await canvas.convertToBlob({ type: 'image/png' }));
  const { width, height } = await createImageBitmap(photo);
  const shares = [];
  const onProgress = (share) => shares.push(share);
  const { photos } = await uploadPhoto({ api, changeRequestId, kind: 'signature', photo, onProgress });
  return { width, height, type: photo.type, share: shares.at(-1), state: photos.signature.state };
};

const called = async (device, id) => {
  const { agent } = await signInStaff(baseUrl);
  const customers = side(customerSide(device.api, id));
  const branch = { companyCode: '0038', branchCode: '001' };
  const taken = await answered(agent.POST('/v1/staff/video-verifications/next', { body: branch }));
  const agents = side(agentSide(agent, taken.id));
  const [customerSees, agentSees] = await Promise.all([customers.sees, agents.sees]);
  const body = { outcome: 'passed', recordingReference: 'recordings/browser/1' };
  await answered(agent.POST('/v1/staff/video-verifications/{id}/verdict', { params: { path: { id } }, body }));
  const [customer, agentEnd] = await Promise.all([customers.ended, agents.ended]);
  return { customerSees, agentSees, ends: [customer, agentEnd] };
};

/** Enters with a camera; `sees` is the width of the other side's first picture. */
const side = (of) => {
  const seen = Promise.withResolvers();
  const entered = navigator.mediaDevices
    .getUserMedia({ audio: true, video: true })
    .then((media) => VideoCall.enter(of, { media, onRemoteStream: (stream) => show(stream, seen.resolve) }));
  return { sees: seen.promise, ended: entered.then(({ ended }) => ended) };
};

const show = (stream, seen) => {
  const video = Object.assign(document.createElement('video'), { muted: true, autoplay: true, srcObject: stream });
  video.requestVideoFrameCallback(() => seen(video.videoWidth));
  document.body.append(video);
};
