import type { Catalog } from '../../../machines/messages/catalog.ts';

/** What the bot says when it greets, asks, does not understand, and leads from one thing to another. */
export const talkWords = {
  greeting: {
    fr: 'Ici l’assistant {ofInsurer}. Dites-moi avec vos mots ce dont vous avez besoin, ou choisissez ci-dessous.',
    en: 'This is the {insurer} assistant. Tell me in your own words what you need, or choose below.',
  },
  'greeting.safe': {
    fr: 'N’écrivez ici ni numéro de Sécurité sociale, ni code, ni numéro de carte bancaire : s’il en faut un, je vous donnerai une page sûre pour le taper.',
    en: 'Do not write a social security number, code or bank card number here: when one is needed, I will give you a safe page to type it on.',
  },
  'greeting.insurer': {
    fr: 'Bonjour. Quel est votre assureur ? Son nom est sur votre carte de tiers payant. Pour activer une e-CPS, choisissez « e-CPS ».',
    en: 'Hello. Who is your insurer? The name is on your third-party-payer card (carte de tiers payant). To activate an e-CPS, choose “e-CPS”.',
  },
  'ask.insurer': { fr: 'Quel est votre assureur ?', en: 'Who is your insurer?' },
  'insurer.where': {
    fr: 'Son nom est sur votre carte de tiers payant, ou en haut de ses lettres et de vos décomptes.',
    en: 'Its name is on your third-party-payer card (carte de tiers payant), or at the top of its letters and statements (décomptes).',
  },
  'insurer.robot': {
    fr: 'Je suis un assistant automatique, pas une personne.',
    en: 'I am an automatic assistant, not a person.',
  },
  'insurer.all': { fr: 'Pour parler à quelqu’un :', en: 'To talk to a person:' },
  'insurer.phone': { fr: '{insurer} : {phone}', en: '{insurer}: {phone}' },
  'insurer.chosen': {
    fr: '{insurer}, c’est noté. Si ce n’est pas cela, écrivez « changer d’assureur ».',
    en: '{insurer}, noted. If that is wrong, write “change insurer”.',
  },
  'insurer.other': {
    fr: 'Vous êtes ici chez {insurer}. {other} a sa propre page : {site}',
    en: 'This is {insurer}. {other} has a page of its own: {site}',
  },
  'insurer.same': { fr: 'Nous restons chez {insurer}.', en: 'We stay with {insurer}.' },
  'anything-else': {
    fr: 'Voulez-vous faire autre chose ?',
    en: 'Is there anything else you would like to do?',
  },

  'ask.field': { fr: '{label} ?', en: '{label}?' },
  'ask.field.of': { fr: '{label} ? ({position} sur {of})', en: '{label}? ({position} of {of})' },
  'ask.confirm': {
    fr: '{label} : « {value} ». C’est bien cela ?',
    en: '{label}: “{value}”. Is that right?',
  },
  'ask.send': {
    fr: 'Voici ce qui partira :\n« {value} »\nNotre conversation l’accompagne, sans ce qui ressemble à un secret. Je l’envoie ? Vous pouvez aussi écrire ce qui manque.',
    en: 'This is what will be sent:\n“{value}”\nOur conversation goes with it, without what looks like a secret. Shall I send it? You can also write what is missing.',
  },
  'ask.send.how-to-answer': {
    fr: 'Pour recevoir une réponse, écrivez ici votre numéro de téléphone ou votre adresse e-mail.',
    en: 'To get an answer, write your phone number or e-mail address here.',
  },
  'ask.yes-no': { fr: 'Répondez par oui ou par non.', en: 'Answer yes or no.' },
  'choice.yes': { fr: 'Oui', en: 'Yes' },
  'choice.no': { fr: 'Non', en: 'No' },
  'choice.send': { fr: 'Envoyer', en: 'Send' },
  'choice.correct': { fr: 'Corriger', en: 'Make a change' },
  'choice.skip': { fr: 'Passer', en: 'Skip' },
  'choice.later': { fr: 'Oui : {door}', en: 'Yes: {door}' },
  'choice.none-of-these': { fr: 'Autre chose', en: 'Something else' },

  'missed.1': {
    fr: 'Je n’ai pas compris. Pouvez-vous le dire autrement, ou choisir une réponse ci-dessous ?',
    en: 'I did not understand. Could you put it another way, or choose an answer below?',
  },
  'missed.2': {
    fr: 'Je n’ai toujours pas compris, pardon. Choisissez une réponse ci-dessous ; vous pouvez aussi taper son numéro.',
    en: 'I still do not understand, sorry. Choose an answer below; you can also type its number.',
  },
  'missed.3': {
    fr: 'Je ne vous aide pas beaucoup.',
    en: 'I am not being of much help.',
  },
  numbered: { fr: '{number}. {label}', en: '{number}. {label}' },
  'did-you-mean': { fr: 'Voulez-vous dire :', en: 'Do you mean:' },
  switch: {
    fr: 'Voulez-vous laisser ce que nous faisions et passer à « {door} » ?',
    en: 'Shall we leave what we were doing and go to “{door}”?',
  },
  'switch.stay': { fr: 'Bien, nous continuons.', en: 'Right, we go on.' },
  later: {
    fr: 'Vous vouliez aussi « {door} ». Continuons-nous par là ?',
    en: 'You also wanted: “{door}”. Shall we?',
  },
  'later.noted': {
    fr: 'C’est noté aussi : « {door} ». Nous y viendrons juste après.',
    en: 'Noted as well: “{door}”. We will come to it right after.',
  },
  'not-here': {
    fr: '{insurer} ne propose pas cela dans cette conversation.',
    en: '{insurer} does not offer this in this conversation.',
  },
  'link.once': {
    fr: 'Un lien ne sert qu’une fois et pendant peu de temps. S’il ne marche plus, demandez-en un autre.',
    en: 'A link works once and for a short time. If it no longer works, ask for another.',
  },
  'not-here.guide': {
    fr: 'Je suis l’assistant {ofInsurer}. Si quelque chose se passe mal ici, choisissez ci-dessous, ou écrivez « quelqu’un ». Pour votre mutuelle, écrivez à son assistant : {pages}.',
    en: 'I am the {insurer} assistant. If something goes wrong here, choose below, or write “someone”. For your health insurance, write to its own assistant: {pages}.',
  },

  'greets-back': { fr: 'Bonjour !', en: 'Hello!' },
  'greets-back.evening': { fr: 'Bonsoir !', en: 'Good evening!' },
  noted: { fr: 'Très bien.', en: 'Very well.' },
  'no-harm': { fr: 'Ce n’est rien.', en: 'No harm done.' },
  welcome: { fr: 'Je vous en prie.', en: 'You are welcome.' },
  glad: { fr: 'Tant mieux !', en: 'Glad to hear it!' },
  'glad.midway': {
    fr: 'Tant mieux ! Si vous n’avez plus besoin de cette démarche, choisissez « Arrêter ». Sinon, elle vous attend ici.',
    en: 'Glad to hear it! If you no longer need this, choose “Stop”. Otherwise it waits for you here.',
  },
  sorry: {
    fr: 'Je suis désolé que cela vous donne du mal. Essayons de régler cela ensemble ; à tout moment, vous pouvez demander une personne.',
    en: 'I am sorry this is giving you trouble. Let us try to sort it out; you can ask for a person at any time.',
  },
  'sorry.again': {
    fr: 'Je comprends que vous en ayez assez. Écrivez « quelqu’un » : une personne prendra le relais.',
    en: 'I understand that you have had enough. Write “someone”: a person will take over.',
  },
  danger: {
    fr: 'Si une vie est en danger, appelez tout de suite le 15 (SAMU) ou le 112. Par SMS, si vous ne pouvez pas parler : le 114.',
    en: 'If a life is in danger, call 15 (medical emergencies) or 112 at once. By text message, if you cannot speak: 114.',
  },
  'danger.after': {
    fr: 'Je reste ici pour plus tard : écrivez-moi quand vous serez en sécurité.',
    en: 'I am here for later: write to me when you are safe.',
  },
  // 3114: the national number for suicide prevention, free, day and night (ministry of health).
  despair: {
    fr: 'Vous pouvez en parler : au 3114, quelqu’un vous écoute, jour et nuit, gratuitement. Votre démarche peut attendre : elle sera encore là.',
    en: 'You can talk about it: on 3114 somebody listens, day and night, free of charge. Your request can wait: it will still be here.',
  },
  hospital: {
    fr: 'Pour une hospitalisation, voici d’abord qui appeler :',
    en: 'For a stay in hospital, call this number first:',
  },
  'hospital.elsewhere': {
    fr: 'Si une vie est en danger, appelez tout de suite le 15 (SAMU) ou le 112. Pour une hospitalisation, appelez votre assureur : son nom est sur votre carte de tiers payant.',
    en: 'If a life is in danger, call 15 (medical emergencies) or 112 at once. About a stay in hospital, call your insurer: its name is on your third-party-payer card (carte de tiers payant).',
  },

  language: { fr: 'Bien sûr, continuons en français.', en: 'Of course, let us go on in English.' },
  'language.heard': {
    fr: 'Continuons en français. (For English, write “English”.)',
    en: 'Let us go on in English. (Pour le français, écrivez « français ».)',
  },
  'not-passed-on': {
    fr: 'Très bien, rien ne part.',
    en: 'Very well, nothing is sent.',
  },
  'pass-on': {
    fr: 'Je peux transmettre ceci à une personne.',
    en: 'I can pass this on to a person.',
  },
  'help.menu': {
    fr: 'Dites en quelques mots ce qui vous arrive : {kind, select, guide {« je veux activer mon e-CPS », « l’application ne trouve pas ma carte »} other {« j’ai perdu mon code », « je n’ai pas reçu ma lettre »}}.',
    en: 'Say in a few words what has happened: {kind, select, guide {“I want to activate my e-CPS”, “the application does not find my card”} other {“I lost my code”, “I have not received my letter”}}.',
  },
  'help.field': { fr: '{label} : {hint}', en: '{label}: {hint}' },
  'help.choose': {
    fr: 'Vous pouvez répondre par ces mots, ou par leur numéro :',
    en: 'You can answer with these words, or with their number:',
  },
  'which-one': { fr: 'Oui, mais laquelle des deux ?', en: 'Yes, but which of the two?' },
  condolences: {
    fr: 'Je suis sincèrement désolé pour votre perte.',
    en: 'I am truly sorry for your loss.',
  },
  'for-another': {
    fr: 'Si vous aidez quelqu’un, faites la démarche avec cette personne et avec son numéro. Les codes partent toujours à son adresse. Pour agir à sa place (tutelle, procuration), écrivez « quelqu’un ».',
    en: 'If you are helping somebody, do it together, with that person’s number. Codes always go to their own address. To act in their place (guardianship, power of attorney), write “someone”.',
  },
  'not-known': {
    fr: 'Ce n’est pas grave. Choisissez ce qui s’en approche le plus, ou demandez une personne.',
    en: 'Never mind. Choose what comes closest, or ask for a person.',
  },
  'take-your-time': {
    fr: 'Prenez votre temps, je vous attends.',
    en: 'Take your time, I am waiting for you.',
  },
  'comes-by-itself': {
    fr: 'Je le verrai dès que ce sera fait : la suite viendra toute seule.',
    en: 'I will see it as soon as it is done: the next step follows by itself.',
  },
  'nothing-before': {
    fr: 'Ici, on ne peut pas revenir d’une seule étape. Pour tout reprendre, choisissez « Recommencer au début ».',
    en: 'You cannot go back by one step here. “Start over” takes you back to the beginning.',
  },
  'begun-anew': { fr: 'Nous reprenons au début.', en: 'We start again from the beginning.' },
  'begun-anew.door': {
    fr: 'Nous reprenons au début : « {door} ».',
    en: 'We start again from the beginning: “{door}”.',
  },
  'aside.over': { fr: 'Revenons à ce que nous faisions.', en: 'Back to what we were doing.' },
  'aside.back': {
    fr: 'Pour revenir à ce que nous faisions, écrivez « retour ».',
    en: 'To go back to what we were doing, write “back”.',
  },
  'already-said': {
    fr: 'Vous l’avez déjà dit : « {label} ». Si je me trompe, écrivez « recommencer ».',
    en: 'You have already said: “{label}”. If I am wrong, write “start over”.',
  },
  'moved-on': {
    fr: 'La question a changé entre-temps. Voici où vous en êtes :',
    en: 'The question has changed meanwhile. This is where you stand:',
  },
  news: { fr: 'Il y a du nouveau :', en: 'There is news:' },
  'question-gone': {
    fr: 'Cette démarche est close : elle est restée trop longtemps sans réponse. Vous pouvez la recommencer.',
    en: 'This has been closed: it was left too long without an answer. You can start it again.',
  },
  goodbye: {
    fr: 'Je m’arrête là. Écrivez-moi quand vous voulez.',
    en: 'I stop here. Write to me whenever you like.',
  },
  'reminder.noted': {
    fr: 'Je vous en reparlerai ici le {at, date, long}. Si vous ne le souhaitez pas, écrivez « stop » : votre demande reste enregistrée.',
    en: 'I will come back to this here on {at, date, long}. If you would rather I did not, write “stop”: your request stays registered.',
  },
  'reminder.taken-back': {
    fr: 'C’est noté : je ne vous en reparlerai pas.',
    en: 'Noted: I will not come back to it.',
  },
  busy: {
    fr: 'Le service est très demandé en ce moment. Rien n’a été perdu : renvoyez votre réponse dans un instant.',
    en: 'The service is in heavy demand just now. Nothing is lost: send your answer again in a moment.',
  },

  'secret.seen': {
    fr: 'Attention : votre message semble contenir un numéro, un code ou un mot de passe. Je ne l’ai ni lu, ni gardé. Ne l’écrivez pas dans une conversation.',
    en: 'Careful: your message seems to hold a personal number, a code or a password. I have neither read nor kept it. Please do not write it in a chat.',
  },
  'link.seen': {
    fr: 'J’ai retiré l’adresse de page de votre message : elle pourrait ouvrir quelque chose à votre place. Ne la donnez à personne.',
    en: 'I have taken the page address out of your message: it might open something in your place. Please do not give it to anyone.',
  },
  'unread.file': {
    fr: 'Je ne lis pas les images ni les fichiers. Si l’on y voit un numéro ou un code, supprimez votre message.',
    en: 'I do not read pictures or files. If a number or a code can be seen in it, delete your message.',
  },
  'unread.file.line': { fr: '[pièce jointe, non lue]', en: '[attachment, not read]' },
  'unread.edit': {
    fr: 'Je ne relis pas un message modifié. Si votre réponse a changé, écrivez-la dans un nouveau message.',
    en: 'I do not read a message again once it has been changed. If your answer has changed, write it in a new message.',
  },
  'unread.edit.line': { fr: '[message modifié, non relu]', en: '[message changed, not read again]' },
  'secret.delete': {
    fr: 'Je ne peux pas l’effacer à votre place. Dans Teams : passez la souris sur votre message (ou gardez le doigt dessus), ouvrez le menu « … », puis « Supprimer ».',
    en: 'I cannot delete it for you. In Teams: hover over your message (or hold a finger on it), open the “…” menu, then “Delete”.',
  },
  'secret.site': {
    fr: 'S’il en faut un, tapez-le seulement sur les pages {ofInsurer}, ou sur celle que je vous donne quand il est demandé.',
    en: 'When one is needed, type it only on the {insurer} pages, or on the one that I give you when it is asked for.',
  },
  'secret.without': {
    fr: 'Récrivez votre message sans ce numéro ou ce mot : s’il faut un numéro, la personne vous le demandera ; un mot de passe, jamais.',
    en: 'Write your message again without this number or word: if a number is needed, the person will ask you for it; for a password, never.',
  },
  'secret.unasked': {
    fr: 'Aucun code ne s’écrit dans notre conversation. Nous continuons sans.',
    en: 'No code is written in our conversation. We go on without it.',
  },
  'secret.page': {
    fr: 'S’il en faut un, tapez-le seulement sur la page sûre que je vous donne.',
    en: 'When one is needed, type it only on the safe page that I give you.',
  },

  group: {
    fr: 'Plusieurs personnes lisent cette conversation. Pour votre sécurité, écrivez-moi en privé : je vous y répondrai.',
    en: 'Several people can read this conversation. For your safety, write to me in private: I will answer you there.',
  },

  'ask.resume-code': {
    fr: 'Tapez le code à 8 chiffres qui vous a été donné pour reprendre ici.',
    en: 'Type the 8-digit code that you were given to go on here.',
  },
  'resume.short': {
    fr: 'Il me faut les 8 chiffres de ce code, en un seul message.',
    en: 'I need the 8 digits of that code, in one message.',
  },
  'choice.without-code': { fr: 'Continuer sans ce code', en: 'Go on without this code' },
  'resume.unknown': {
    fr: 'Ce code n’est pas connu, il a déjà servi, ou il a expiré. Vérifiez ses 8 chiffres, ou demandez-en un nouveau là où vous l’avez reçu. Si vous ne le pouvez plus, dites-moi simplement ce qu’il vous faut : nous recommençons ici.',
    en: 'This code is not known, has been used, or has expired. Check its 8 digits, or ask for a new one where you got it. If you no longer can, just tell me what you need: we start again here.',
  },
  'resume.too-many': {
    fr: 'Trop de codes ont été essayés depuis votre connexion. Attendez {minutes, plural, one {une minute} other {# minutes}} avant d’en essayer un autre.',
    en: 'Too many codes were tried from your connection. Wait {minutes, plural, one {a minute} other {# minutes}} before trying another.',
  },
  resumed: { fr: 'Nous reprenons ensemble ici.', en: 'We go on here together.' },

  transcript: {
    fr: 'Conversation ({insurer}), sans ce qui ressemblait à un secret :',
    en: 'Conversation ({insurer}), without what looked like a secret:',
  },
  'transcript.person': { fr: '– Personne : {text}', en: '– Person: {text}' },
  'transcript.bot': { fr: '– Assistant : {text}', en: '– Assistant: {text}' },
} satisfies Catalog;
