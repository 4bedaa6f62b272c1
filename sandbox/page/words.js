// The page's own few words, in the four languages of the product.

const WORDS = {
  es: {
    message: "Mensaje", send: "Enviar", attach: "Adjuntar archivos", voice: "Enviar una nota de voz de prueba",
    menu: "Órdenes del bot", start: "Iniciar", reply: "Responder", cancel: "Cancelar", close: "Cerrar",
    next: "Próximo recordatorio", day: "+1 día", hour: "+1 hora", people: "Personas",
    nextLong: "Adelantar el reloj hasta el próximo recordatorio", typing: "está escribiendo…",
    uploading: "está enviando un archivo…", online: "bot", offline: "sin conexión; reintentando…",
    openAs: "Abrir la invitación como…", more: "Más opciones", language: "Idioma de esta página",
    block: "Bloquear el bot", unblock: "Desbloquear el bot", edited: "editado", forwarded: "Reenviado",
    photo: "Foto", document: "Documento", note: "Nota de voz", you: "Usted", unread: "sin leer",
    empty: "Aún no hay mensajes. Toque «Iniciar» para comenzar la conversación.",
    noCommands: "El bot no ofrece órdenes.", showKeyboard: "Mostrar las respuestas sugeridas",
    failed: "No se pudo hacer:", opens: "Abre un enlace",
    results: "Resultados de la búsqueda:", searching: "Buscando…", noResults: "La búsqueda no dio resultados.",
    noAnswer: "El bot no ha respondido a la búsqueda.", via: "vía",
  },
  en: {
    message: "Message", send: "Send", attach: "Attach files", voice: "Send a sample voice note",
    menu: "Bot commands", start: "Start", reply: "Reply", cancel: "Cancel", close: "Close",
    next: "Next reminder", day: "+1 day", hour: "+1 hour", people: "People",
    nextLong: "Move the clock to the next reminder", typing: "is typing…",
    uploading: "is sending a file…", online: "bot", offline: "no connection; trying again…",
    openAs: "Open the invitation as…", more: "More options", language: "Language of this page",
    block: "Block the bot", unblock: "Unblock the bot", edited: "edited", forwarded: "Forwarded",
    photo: "Photo", document: "Document", note: "Voice note", you: "You", unread: "unread",
    empty: "No messages yet. Please tap “Start” to begin the conversation.",
    noCommands: "The bot offers no commands.", showKeyboard: "Show the suggested answers",
    failed: "That could not be done:", opens: "Opens a link",
    results: "Search results:", searching: "Searching…", noResults: "The search found nothing.",
    noAnswer: "The bot has not answered the search.", via: "via",
  },
  fr: {
    message: "Message", send: "Envoyer", attach: "Joindre des fichiers", voice: "Envoyer une note vocale d’essai",
    menu: "Commandes du bot", start: "Démarrer", reply: "Répondre", cancel: "Annuler", close: "Fermer",
    next: "Prochain rappel", day: "+1 jour", hour: "+1 heure", people: "Personnes",
    nextLong: "Avancer l’horloge jusqu’au prochain rappel", typing: "écrit…",
    uploading: "envoie un fichier…", online: "bot", offline: "hors connexion ; nouvel essai…",
    openAs: "Ouvrir l’invitation en tant que…", more: "Plus d’options", language: "Langue de cette page",
    block: "Bloquer le bot", unblock: "Débloquer le bot", edited: "modifié", forwarded: "Transféré",
    photo: "Photo", document: "Document", note: "Note vocale", you: "Vous", unread: "non lus",
    empty: "Aucun message pour l’instant. Veuillez toucher « Démarrer » pour commencer la conversation.",
    noCommands: "Le bot n’offre aucune commande.", showKeyboard: "Afficher les réponses proposées",
    failed: "L’opération n’a pas abouti :", opens: "Ouvre un lien",
    results: "Résultats de la recherche :", searching: "Recherche…", noResults: "La recherche n’a rien donné.",
    noAnswer: "Le bot n’a pas répondu à la recherche.", via: "via",
  },
  pt: {
    message: "Mensagem", send: "Enviar", attach: "Anexar arquivos", voice: "Enviar uma nota de voz de teste",
    menu: "Comandos do bot", start: "Iniciar", reply: "Responder", cancel: "Cancelar", close: "Fechar",
    next: "Próximo lembrete", day: "+1 dia", hour: "+1 hora", people: "Pessoas",
    nextLong: "Adiantar o relógio até o próximo lembrete", typing: "está escrevendo…",
    uploading: "está enviando um arquivo…", online: "bot", offline: "sem conexão; tentando novamente…",
    openAs: "Abrir o convite como…", more: "Mais opções", language: "Idioma desta página",
    block: "Bloquear o bot", unblock: "Desbloquear o bot", edited: "editada", forwarded: "Encaminhada",
    photo: "Foto", document: "Documento", note: "Nota de voz", you: "Você", unread: "não lidas",
    empty: "Ainda não há mensagens. Toque em «Iniciar» para começar a conversa.",
    noCommands: "O bot não oferece comandos.", showKeyboard: "Mostrar as respostas sugeridas",
    failed: "Não foi possível:", opens: "Abre um link",
    results: "Resultados da busca:", searching: "Buscando…", noResults: "A busca não encontrou nada.",
    noAnswer: "O bot não respondeu à busca.", via: "via",
  },
};

export const LANGUAGES = { es: "Español", en: "English", fr: "Français", pt: "Português" };

let language = "en";

export function chooseLanguage(wanted) {
  const given = wanted ?? localStorage.getItem("language") ?? navigator.language;
  const short = String(given).slice(0, 2).toLowerCase();
  language = short in WORDS ? short : "en";
  if (wanted) localStorage.setItem("language", language);
  document.documentElement.lang = language;
}

export const currentLanguage = () => language;
export const word = (name) => WORDS[language][name];
