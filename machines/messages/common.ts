import type { Catalog } from './catalog.ts';

/** Fields, choices, errors and what the engine itself says. Charts' own messages stand in their folders. */
export const commonMessages: Catalog = {
  'field.nir': { fr: 'N° de Sécurité Sociale', en: 'Social security number' },
  'field.nir.hint': {
    fr: '13 caractères, ou 15 avec la clé. Les espaces ne gênent pas.',
    en: '13 characters, or 15 with the key. Spaces do not matter.',
  },
  'field.code': { fr: '{codeLabel}', en: '{codeLabel}' },
  'field.currentCode': { fr: 'Mot de passe actuel', en: 'Current {codeName}' },
  'field.currentCode.hint': {
    fr: 'Celui que vous utilisez aujourd’hui, ou celui qui figure sur votre décompte ou que vous avez reçu par lettre.',
    en: 'The one you use today, or the one on your statement (décompte) or received by post.',
  },
  'field.newCode': {
    fr: 'Nouveau mot de passe ({codeLength} chiffres)',
    en: 'New {codeName} ({codeLength} digits)',
  },
  'field.confirmCode': {
    fr: 'Confirmation nouveau mot de passe ({codeLength} chiffres)',
    en: 'New {codeName} again ({codeLength} digits)',
  },
  'field.humanCheck': { fr: 'Vérifier que vous êtes une personne', en: 'Check that you are a person' },
  'field.humanCheck.image': {
    fr: 'Recopiez les caractères de l’image',
    en: 'Type the characters of the image',
  },
  'field.mailCode': { fr: 'Code reçu par e-mail (8 chiffres)', en: 'Code received by e-mail (8 digits)' },
  'field.resumeCode': { fr: 'Code de reprise (8 chiffres)', en: 'Resume code (8 digits)' },
  'field.followUp': { fr: 'Numéro de suivi (6 chiffres)', en: 'Follow-up number (6 digits)' },
  'field.followUp.hint': {
    fr: 'Il vous a été donné à la fin de votre demande de code.',
    en: 'It was given to you at the end of your request for a code.',
  },
  'field.email': { fr: 'Adresse e-mail', en: 'E-mail address' },
  'field.company': { fr: 'Entreprise', en: 'Company' },
  'field.company.hint': {
    fr: 'Celle qui vous donne droit à cette assurance. Laissez vide s’il n’y en a pas.',
    en: 'The one through which you are insured. Leave empty if there is none.',
  },
  'field.lastName': { fr: 'Nom', en: 'Last name' },
  'field.firstName': { fr: 'Prénom', en: 'First name' },
  'field.acceptTerms': {
    fr: 'Accepter les conditions générales d’utilisation',
    en: 'Accept the terms of use',
  },
  'field.letterCode': { fr: 'Code de la lettre (6 chiffres)', en: 'Code from the letter (6 digits)' },
  'field.message': { fr: 'Votre message', en: 'Your message' },
  'field.message.hint': {
    fr: 'Dites comment vous répondre : un téléphone ou un e-mail. N’écrivez ni numéro de Sécurité sociale, ni code.',
    en: 'Say how we can answer you: a phone number or an e-mail. Do not write your social security number or a code.',
  },
  'field.beneficiary': { fr: 'Personne soignée (nom et prénom)', en: 'Person treated (first and last name)' },
  'field.provider': {
    fr: 'Établissement ou professionnel (nom et ville)',
    en: 'Hospital or professional (name and town)',
  },
  'field.careDate': { fr: 'Date prévue des soins', en: 'Date planned for the care' },
  'field.careDate.hint': {
    fr: 'Par exemple 12 mars 2027. Si vous ne la connaissez pas encore, dites-le.',
    en: 'For example 12 March 2027. If you do not know it yet, say so.',
  },
  'field.details': { fr: 'Précisions', en: 'Details' },
  'field.details.hint': {
    fr: 'Service, motif d’admission, montant du devis… N’écrivez ni numéro de Sécurité sociale, ni code.',
    en: 'Ward, reason for admission, amount of the quote… Do not write your social security number or a code.',
  },
  'field.acceptTeletransmission': {
    fr: 'Je demande la télétransmission et je donne mon accord écrit',
    en: 'I ask for télétransmission and give my written agreement',
  },
  'field.nationalId': { fr: 'Identifiant national', en: 'National identifier' },
  'field.addCode': { fr: 'Code d’ajout', en: 'Add code' },
  'field.smsCode': { fr: 'Code reçu par SMS', en: 'Code received by SMS' },
  'field.pin': { fr: 'Mot de passe (4 chiffres)', en: 'Password (4 digits)' },
  'field.confirmPin': { fr: 'Confirmation du mot de passe (4 chiffres)', en: 'Password again (4 digits)' },

  'choice.back': { fr: 'Revenir où j’en étais', en: 'Back to where I was' },
  'choice.start-over': { fr: 'Recommencer au début', en: 'Start over' },
  'choice.stop': { fr: 'Arrêter', en: 'Stop' },
  'choice.person': { fr: 'Parler à quelqu’un', en: 'Talk to a person' },
  'choice.yes': { fr: 'Oui', en: 'Yes' },
  'choice.no': { fr: 'Non', en: 'No' },
  'choice.refuse': { fr: 'Je refuse', en: 'I refuse' },
  'choice.resend': { fr: 'Renvoyer une lettre', en: 'Send another letter' },
  'choice.not-received': {
    fr: 'Je n’ai pas reçu l’e-mail : m’envoyer une lettre',
    en: 'I have not received the e-mail: send me a letter',
  },
  'choice.mail-code': { fr: 'J’ai le code de l’e-mail', en: 'I have the code from the e-mail' },
  'choice.address-wrong': { fr: 'Mon adresse postale a changé', en: 'My postal address has changed' },
  'choice.check-proof': { fr: 'Vérification automatique', en: 'Automatic check' },
  'choice.check-image': { fr: 'Recopier une image', en: 'Type what an image shows' },
  'choice.check-wait': { fr: 'Attendre une minute', en: 'Wait for one minute' },
  'choice.sign-in': { fr: 'Me connecter', en: 'Sign in' },
  'choice.first-connection': { fr: 'Première connexion', en: 'First connection' },
  'choice.code-reset': {
    fr: 'Pour obtenir votre code, cliquez ici',
    en: 'Get {yourCode}',
  },
  'choice.change-code': {
    fr: 'Vous souhaitez modifier votre code confidentiel, cliquez ici',
    en: 'Change {yourCode}',
  },
  'choice.sign-in-help': { fr: 'Je n’arrive pas à me connecter', en: 'I cannot sign in' },
  'choice.information': { fr: 'Informations', en: 'Information' },
  'choice.email-registration': {
    fr: 'Enregistrer mon adresse e-mail',
    en: 'Register my e-mail address',
  },
  'choice.care-request': {
    fr: 'Prise en charge, devis, télétransmission',
    en: 'Care authorisation (prise en charge), quote, télétransmission',
  },
  'choice.letter-status': { fr: 'Où est ma lettre ?', en: 'Where is my letter?' },

  'error.nir-invalid': {
    fr: 'Ce numéro de Sécurité sociale n’est pas complet ou comporte une erreur. Vérifiez-le sur votre carte Vitale : 13 caractères, ou 15 avec la clé.',
    en: 'This social security number is incomplete or contains an error. Check it on your carte Vitale: 13 characters, or 15 with the key.',
  },
  'error.code-length': {
    fr: 'Il faut exactement {codeLength} chiffres.',
    en: 'Exactly {codeLength} digits are needed.',
  },
  'error.mail-code-length': {
    fr: 'Le code de l’e-mail compte 8 chiffres : recopiez-les, avec ou sans l’espace.',
    en: 'The code in the e-mail has 8 digits: copy them, with or without the space.',
  },
  'error.codes-differ': {
    fr: 'Les deux saisies sont différentes. Tapez de nouveau les mêmes {codeLength} chiffres.',
    en: 'The two entries differ. Type the same {codeLength} digits again.',
  },
  'error.code-too-easy': {
    fr: 'Ce {codeName} est trop facile à deviner, ou c’était déjà le vôtre. Choisissez-en un autre : pas de date, pas de suite, pas de répétition, rien de votre numéro de Sécurité sociale.',
    en: 'This {codeName} is too easy to guess, or one you have used before. Choose another: no dates, no sequences, no repetitions, nothing from your social security number.',
  },
  'error.wrong-credentials': {
    fr: 'Le numéro ou le {codeName} ne convient pas. Vérifiez les deux, et que votre carte est bien une carte {insurer} ; puis réessayez, ou demandez un nouveau {codeName}.',
    en: 'The number or the {codeName} is not right. Check both, and that your card is from {insurer}; then try again, or ask for a new {codeName}.',
  },
  'error.current-wrong': {
    fr: 'Le numéro ou le mot de passe actuel ne convient pas. Vérifiez les deux et réessayez, ou demandez un nouveau {codeName}.',
    en: 'The number or the current {codeName} is not right. Check both and try again, or ask for a new {codeName}.',
  },
  'error.check-required': {
    fr: 'Avant un nouvel essai, montrez que vous êtes une personne : lancez la vérification, recopiez une image ou attendez une minute.',
    en: 'Before another try, show that you are a person: start the check, type an image or wait for a minute.',
  },
  'error.check-wrong': {
    fr: 'Captcha incorrect. Une nouvelle vérification vous est proposée.',
    en: 'Incorrect captcha. Here is a new one.',
  },
  'error.wait': {
    fr: 'Après plusieurs erreurs, il faut patienter. Vous pourrez réessayer {retryDay, select, today {à {retryAt, time, medium}} other {le {retryMinute, date, near} à {retryMinute, time, short}. Demander un nouveau {codeName} reste possible sans attendre}}.',
    en: 'After several errors a pause is needed. You can try again {retryDay, select, today {at {retryAt, time, medium}} other {on {retryMinute, date, near} at {retryMinute, time, short}. You can ask for a new {codeName} without waiting}}.',
  },
  'error.blocked': {
    fr: 'Après trop d’erreurs, ce numéro ne permet plus de se connecter avec l’ancien {codeName}. Demandez un nouveau {codeName} : vous pourrez vous connecter dès que vous l’aurez choisi.',
    en: 'After too many errors this number can no longer sign in with the old {codeName}. Ask for a new {codeName}: you can sign in as soon as you have chosen it.',
  },
  'error.terms-needed': {
    fr: 'Pour entrer, cochez la case d’acceptation, ou refusez.',
    en: 'To go in, tick the box to accept, or refuse.',
  },
  'error.field-missing': {
    fr: 'Il manque une réponse : remplissez ce champ.',
    en: 'An answer is missing: fill in this field.',
  },
  'error.text-too-long': {
    fr: 'C’est un peu trop long. Raccourcissez votre texte, ou appelez-nous.',
    en: 'This is a little too long. Shorten it, or call us.',
  },
  'error.messages-capped': {
    fr: 'Plusieurs messages sont déjà partis d’ici aujourd’hui. Vous pourrez en écrire un autre demain, ou appeler.',
    en: 'Several messages have already been sent from here today. You can write another tomorrow, or call.',
  },
  'error.email-invalid': {
    fr: 'Cette adresse e-mail ne convient pas. Écrivez une seule adresse, sans espace, avec le signe @.',
    en: 'This e-mail address is not right. Type one address only, without spaces, with the sign @.',
  },
  'error.letter-code-wrong': {
    fr: 'Le numéro ou le code de la lettre ne convient pas. Vérifiez les deux ; seule la lettre la plus récente compte, pendant 21 jours.',
    en: 'The number or the code from the letter is not right. Check both; only the latest letter counts, for 21 days.',
  },
  'error.email-not-confirmed': {
    fr: 'Ce code est bon, mais l’adresse e-mail n’a pas été confirmée à temps depuis sa boîte de réception. Recommencez l’enregistrement.',
    en: 'This code is right, but the e-mail address was not confirmed from its mailbox in time. Please register it again.',
  },
  'error.mail-code-wrong': {
    fr: 'Ce code ne convient pas. Recopiez les 8 chiffres de l’e-mail le plus récent.',
    en: 'This code is not right. Copy the 8 digits of the latest e-mail.',
  },
  'error.claim-dead': {
    fr: 'Cet enregistrement ne peut plus aboutir : il a expiré, a déjà servi ou a connu trop d’erreurs. Recommencez-le depuis le début.',
    en: 'This registration cannot be completed: it has expired, was already used, or had too many errors. Please start it again.',
  },
  'error.follow-up-wrong': {
    fr: 'Ce numéro de suivi ne correspond pas à une demande. Vérifiez ses 6 chiffres et votre numéro de Sécurité sociale.',
    en: 'This follow-up number matches no request. Check its 6 digits and your social security number.',
  },
  'error.link-spent': {
    fr: 'Ce lien a déjà servi ou a été remplacé. Demandez un nouveau {codeName}.',
    en: 'This link has been used or replaced. Ask for a new {codeName}.',
  },
  'error.link-expired': {
    fr: 'Ce lien a expiré. Demandez un nouveau {codeName}.',
    en: 'This link has expired. Ask for a new {codeName}.',
  },
  'error.unavailable': {
    fr: 'Nous n’avons pas pu terminer. Réessayez dans un instant ; si cela continue, parlez à quelqu’un.',
    en: 'We could not finish. Try again in a moment; if it goes on, talk to a person.',
  },

  'qr.text': { fr: 'QR code à scanner avec le téléphone', en: 'QR code to scan with the phone' },

  'check.needed': {
    fr: 'Après plusieurs erreurs, nous vérifions que vous êtes une personne. Ce n’est pas un blocage.',
    en: 'After several errors we check that you are a person. You are not blocked.',
  },
  'check.waiting': {
    fr: 'Patientez une minute, sans rien faire. Vous pourrez ensuite continuer.',
    en: 'Wait for one minute; there is nothing to do. You can then go on.',
  },
  'check.waited': { fr: 'C’est prêt : vous pouvez réessayer.', en: 'Ready: you can try again.' },

  'reminder.letter-due': {
    fr: 'Vous aviez demandé un {codeName}. Si cette demande a donné lieu à une lettre, celle-ci est attendue au plus tard le {expectedBy, date, long}. Si vous avez déjà {yourCode}, il n’y a rien à faire.',
    en: 'You asked for {yourCode}. If that request led to a letter, the letter is due by {expectedBy, date, long}. If you have it already, there is nothing to do.',
  },
  'reminder.letter-late': {
    fr: 'Votre lettre devrait être arrivée, si votre demande de {codeName} en a donné une : elle était attendue au plus tard le {expectedBy, date, long}. Sinon, écrivez « où est ma lettre » et préparez votre numéro de suivi.',
    en: 'Your letter should have arrived, if your request for {yourCode} led to one: it was due by {expectedBy, date, long}. If not, write “where is my letter” and have your follow-up number ready.',
  },
  'reminder.letter-late.asks': { fr: 'Avez-vous reçu {yourCode} ?', en: 'Have you received {yourCode}?' },

  'session.stopped': {
    fr: 'Vous avez arrêté. Ce qui était déjà demandé suit son cours ; rien de plus n’a été fait. Vous pouvez recommencer quand vous voulez.',
    en: 'You have stopped. Anything you have already asked for will still be done; nothing else was done. You can begin again whenever you like.',
  },
  'session.handed-over': {
    fr: 'Cette démarche continue sur l’autre appareil ou la page que vous avez ouverte.',
    en: 'This continues on the other device or page you opened.',
  },
  'session.rested': {
    fr: 'Nous n’avons pas eu de réponse pendant un moment : par sécurité, cette étape est close. Vous pouvez recommencer tout de suite.',
    en: 'There was no answer for a while: for your safety this step was closed. You can start again right away.',
  },
};
