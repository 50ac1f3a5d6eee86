import type { Staff } from '../../ports/staff-tokens.js';

export const agentCall = (staff: Pick<Staff, 'id'>) => ['agentCall', staff.id] as const;
