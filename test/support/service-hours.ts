import type { ServiceWindow } from '../../src/domain/shared/service-hours.js';

/** F5 「周一至周五、周六 01:23-23:58」: the hours of the companies that come with the service. */
export const mondayToSaturday: readonly ServiceWindow[] = [
  { days: [1, 2, 3, 4, 5, 6], from: '01:23:00', to: '23:58:00' },
];
