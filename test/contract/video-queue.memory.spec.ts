import { MemoryVideoQueue } from '../support/memory/video-queue.js';
import { videoQueueContract } from './video-queue.contract.js';

const queue = new MemoryVideoQueue();
videoQueueContract('memory', async () => queue);
