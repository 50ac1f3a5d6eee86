import type { Phone } from './phone.js';

declare global {
  /** What the page was given of camera and microphone. */
  var opened: MediaStream[] | undefined;
}

/** A desk or console, at which somebody signs in by the issuer's page. */
export class StaffDesk {
  private constructor(readonly screen: Phone) {}

  static async signIn(screen: Phone, path: string, person: string): Promise<StaffDesk> {
    await screen.context.addInitScript(() => {
      globalThis.opened = [];
      const { mediaDevices } = navigator;
      const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices);
      mediaDevices.getUserMedia = async (constraints) => {
        const stream = await getUserMedia(constraints);
        globalThis.opened!.push(stream);
        return stream;
      };
    });
    const desk = new StaffDesk(screen);
    await screen.goto(path);
    await screen.press('登录');
    await screen.page.locator(`button[value="${person}"]`).click();
    await screen.sees('退出');
    return desk;
  }

  /** Waits until a picture of the other side moves. */
  async seesPicture(screen = this.screen, video = 'video.remote'): Promise<void> {
    await screen.page.waitForFunction((selector) => {
      const shown = document.querySelector<HTMLVideoElement>(selector);
      return shown !== null && shown.videoWidth > 0 && shown.currentTime > 0;
    }, video);
  }

  /** Tracks of camera and microphone that are still on. */
  liveTracks(): Promise<number> {
    return this.screen.page.evaluate(
      () =>
        globalThis.opened!.flatMap((stream) => stream.getTracks()).filter(({ readyState }) => readyState === 'live')
          .length,
    );
  }
}
