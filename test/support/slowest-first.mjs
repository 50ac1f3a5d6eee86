import Sequencer from '@jest/test-sequencer';

/** Where the files stand that take longest, longest first. What is short fills both workers at the end. */
const rooms = ['/test/browser/every-', '/test/browser/', '/test/unit/evidence/', '/test/e2e/', '/test/contract/'];

const rank = ({ path }) => {
  const room = rooms.findIndex((each) => path.includes(each));
  return room < 0 ? rooms.length : room;
};

/** Jest's own order, which goes by how long each file took the last time, with an order for the first run of a clone. */
export default class SlowestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    const isFirstRun = sorted.some(({ duration }) => duration === undefined);
    return isFirstRun ? sorted.toSorted((a, b) => rank(a) - rank(b)) : sorted;
  }
}
