import { describe, expect, it } from '@jest/globals';
import { type Announcement, payloadsOf, toAnnouncement } from '../../src/adapters/typeorm/announcements.js';

describe('announcements of commits between instances', () => {
  it('are heard as they were said', () => {
    const changes: Announcement['changes'] = [{ model: 'tally', version: 2, key: 'a', index: [['state', '=open']] }];
    const reached: Announcement['reached'] = { position: '7', versions: [['tally', 2]] };
    expect(payloadsOf({ changes, reached }).map(toAnnouncement)).toEqual([{ changes }, { changes: [], reached }]);
    expect(payloadsOf({ changes: 'unknown' }).map(toAnnouncement)).toEqual([{ changes: 'unknown' }]);
  });

  it.each([
    ['nothing', ''],
    ['no JSON', 'tally a'],
    ['null', 'null'],
    ['a number', '7'],
    ['another word', '"everything"'],
    ['an object of another release', '{"changes":[{"model":"stream","key":"x"}]}'],
    ['a place without versions', '{"position":"7","models":["tally"]}'],
    ['a place that is no text', '{"position":7,"versions":[["tally",1]]}'],
    ['versions that are no numbers', '{"position":"7","versions":[["tally","1"]]}'],
    ['a change that is no array', '[{"model":"tally","key":"a"}]'],
    ['a change without a version', '[["tally","a",[]]]'],
    ['a change with more to it', '[["tally",1,"a",[],0]]'],
    ['an index entry with more to it', '[["tally",1,"a",[["state","=open",1]]]]'],
  ])('refuse %s', (_, payload) => {
    expect(() => toAnnouncement(payload)).toThrow('not an announcement');
  });
});
