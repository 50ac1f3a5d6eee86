import { describeEveryScreen } from '../support/browser/disturbances/every-screen.js';
import { futuresRows } from '../support/browser/disturbances/futures-rows.js';
import { identityRows } from '../support/browser/disturbances/identity-rows.js';

describeEveryScreen('of a phone', { futures: futuresRows, identity: identityRows });
