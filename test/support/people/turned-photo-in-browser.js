// Runs in a browser: test/e2e/browser.spec.ts puts `photo`, a JPEG in base64, in front.
/* global photo */
import { shrinkPhoto } from '@realname/client';

/** What becomes of a photo: its size, and the colours of its upper and lower half. */
export const run = async () => {
  const bytes = await (await fetch(`data:image/jpeg;base64,${photo}`)).blob();
  const picture = await createImageBitmap(await shrinkPhoto(bytes), { imageOrientation: 'none' });
  const { width, height } = picture;
  const context = new OffscreenCanvas(width, height).getContext('2d');
  context.drawImage(picture, 0, 0);
  const colour = (y) => (context.getImageData(width / 2, y, 1, 1).data[0] > 127 ? 'red' : 'blue');
  return { width, height, upper: colour(height / 4), lower: colour((height * 3) / 4) };
};
