import { MemoryNoticeDeliveries } from '../support/memory/notice-deliveries.js';
import { noticeDeliveriesContract } from './notice-deliveries.contract.js';

const deliveries = new MemoryNoticeDeliveries();
noticeDeliveriesContract('memory', () => deliveries);
