import { onUnmounted, type ShallowRef, shallowRef } from 'vue';
import { textsOf } from './language.js';

const t = textsOf({
  insecure: [
    '当前页面不是安全连接（HTTPS），无法使用摄像头，请通过 HTTPS 访问。',
    'This page is not served over HTTPS: the camera cannot be used here.',
  ],
  refused: [
    '未获得摄像头或麦克风的使用权限，请在浏览器设置中允许后重试。',
    'Camera or microphone was not allowed. Allow it in the browser’s settings and try again.',
  ],
  absent: ['没有找到可用的摄像头或麦克风。', 'No camera or microphone was found.'],
  taken: ['摄像头或麦克风正被其他应用占用。', 'Another app holds the camera or the microphone.'],
});

/** Camera or microphone could not be had; the message may be shown. */
export class CameraError extends Error {}

export interface Camera {
  readonly stream: ShallowRef<MediaStream | undefined>;
  /** @throws CameraError */
  open(constraints: MediaStreamConstraints): Promise<MediaStream>;
  close(): void;
}

/** Camera and microphone of a screen: off when it is left. */
export const useCamera = (): Camera => {
  const stream = shallowRef<MediaStream>();
  let left = false;
  const close = () => {
    for (const track of stream.value?.getTracks() ?? []) track.stop();
    stream.value = undefined;
  };
  onUnmounted(() => {
    left = true;
    close();
  });
  return {
    stream,
    close,
    async open(constraints) {
      if (!navigator.mediaDevices) throw new CameraError(t.insecure);
      const opened = await navigator.mediaDevices.getUserMedia(constraints).catch((error: DOMException) => {
        throw new CameraError(reasonOf(error));
      });
      close();
      stream.value = opened;
      if (left) close();
      return opened;
    },
  };
};

const reasonOf = ({ name }: DOMException): string => {
  if (name === 'NotAllowedError' || name === 'SecurityError') return t.refused;
  return name === 'NotReadableError' ? t.taken : t.absent;
};
