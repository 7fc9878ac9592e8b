import type { Catalog } from '../../messages/catalog.ts';

export const messages: Catalog = {
  'person.contacts': {
    fr: 'Voici qui peut vous aider.',
    en: 'Here is who can help you.',
  },
  'person.write': {
    fr: 'Que voulez-vous nous dire ? Une personne lira votre message.',
    en: 'What would you like to tell us? A person will read your message.',
  },
  'person.sent': {
    fr: 'Votre message est parti. Si vous y avez mis un téléphone ou un e-mail, une personne vous répondra. Sa référence est {requestId} : donnez-la si vous nous appelez.',
    en: 'Your message has been sent. If you put a phone number or an e-mail in it, a person will answer you. Its reference is {requestId}: give it if you call us.',
  },
  'person.choice.write': { fr: 'Écrire un message', en: 'Write a message' },
};
