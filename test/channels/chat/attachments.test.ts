/** What comes with a message is told apart from what programs add of their own accord; nothing of it is read. */
import { describe, expect, test } from 'vitest';
import { bringsFile } from '../../../channels/chat/attached.ts';
import { readActivity } from '../../../channels/chat/directline/read-activity.ts';

describe('a file', () => {
  test.each([
    'image/jpeg',
    'application/pdf',
    'video/mp4',
    'application/vnd.microsoft.teams.file.download.info',
  ])('is %s, alone or beside others', (contentType) => {
    expect(bringsFile([{ contentType }])).toBe(true);
    expect(bringsFile([{ contentType: 'text/html' }, { contentType }])).toBe(true);
  });

  test.each(['text/html', 'messageReference', 'application/vnd.microsoft.card.adaptive'])(
    'is not %s',
    (contentType) => {
      expect(bringsFile([{ contentType }])).toBe(false);
    },
  );

  test('whose kind nobody tells is one; what is no list brings none', () => {
    expect(bringsFile([{}])).toBe(true);
    expect(bringsFile([null])).toBe(true);
    for (const none of [undefined, null, [], 'image/png', { contentType: 'image/png' }])
      expect(bringsFile(none)).toBe(false);
  });
});

describe('on Direct Line', () => {
  const picture = {
    contentType: 'image/jpeg',
    contentUrl: 'data:image/jpeg;base64,AAAA',
    name: '184061305501228.jpg',
  };

  test('a picture without a word is a message; nothing but that there is one goes on', () => {
    expect(readActivity({ type: 'message', id: 'a', attachments: [picture] })).toEqual({
      id: 'id:a',
      text: '',
      unread: 'file',
    });
    expect(readActivity({ type: 'message', id: 'a', text: 'voici', attachments: [picture] })).toEqual({
      id: 'id:a',
      text: 'voici',
      unread: 'file',
    });
    expect(readActivity({ type: 'message', id: 'a' })).toBeUndefined();
    expect(readActivity({ type: 'typing', id: 'a', attachments: [picture] })).toBeUndefined();
  });
});
