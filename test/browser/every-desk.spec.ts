import { auditRows } from '../support/browser/disturbances/audit-rows.js';
import { deskRows } from '../support/browser/disturbances/desk-rows.js';
import { describeEveryScreen } from '../support/browser/disturbances/every-screen.js';
import { operatorRows } from '../support/browser/disturbances/operator-rows.js';

describeEveryScreen('of staff', { desk: deskRows, operator: operatorRows, audit: auditRows });
