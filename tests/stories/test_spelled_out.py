"""Two stories word for word: what a delegate reads in Spanish, and what one reads in English."""

from __future__ import annotations

from tests.chat import Chat
from tests.people import DELEGATE


async def test_a_delegate_answers_the_reminder_in_spanish(empty_chat: Chat) -> None:
    await empty_chat.let_in(DELEGATE, language="es")
    await empty_chat("""
        (7 days before the February meeting, 09:00 in Guatemala)
        Bot → Delegate: Avances del Programa y SICREMI / Fecha: martes, 16 de febrero de 2027, 10:00 (Washington); 09:00 (su hora local). / El plazo para contribuciones vence en 7 días. / El grupo de trabajo presenta su informe de avance sobre el Programa; la Comisión trata la sostenibilidad del SICREMI, el sistema de reportes sobre migración, y su tercer informe. / Se invita a todos los actores a informar de sus avances en el Programa y a compartir buenas prácticas. / Toque un botón, o simplemente responda a este mensaje con texto, una nota de voz, una foto o un documento. [Informar avances] [Compartir práctica] [Sin novedades] [Más tarde] [Ya no nos corresponde]
        Delegate replies to the reminder: Abrimos dos albergues.
        Bot → Delegate: … Gracias. Queda guardado como su primera respuesta. Formulario: Avance de una actividad. / ¿Sobre qué actividad informa? · 1/10 / Toque una opción, o escriba su número o una palabra. [21 Intercambio de datos migratorios] [22 Cooperación frente a redes de trata y tráfico] [23 Instrumentos de derechos humanos] [24 Convención contra la delincuencia transnacional] [25 Justicia y debido proceso] [26 Capacidad institucional] [Siguiente ›] [Guardar y salir]
        Delegate: asistencia consular
        Bot → Delegate: ✓ Actividad: 28 Asistencia consular / ¿En qué situación se encuentra? · 4/10 [En curso] [Concluida] … [◀ Atrás] [Guardar y salir]
        Delegate: en curso
        Bot → Delegate: ✓ Situación: En curso / ¿Desea agregar más detalles? · 6/10 / … [Sí] [No] [◀ Atrás] [Guardar y salir]
        Delegate taps [No]
        Bot → Delegate (edited): ¿Desea agregar más detalles? / ✓ No
        Bot → Delegate: ¿Quién puede responder preguntas al respecto? · 7/10 / … [María López] [◀ Atrás] [Guardar y salir]
        Delegate taps [María López]
        Bot → Delegate: ¿Quién puede leer esta contribución? · 9/10 / … [Solo el grupo de trabajo] …
        Delegate taps [Solo el grupo de trabajo]
        Bot → Delegate: Cuento con autorización para presentar esta contribución en nombre de mi institución u organización. · 10/10 [Confirmo] [◀ Atrás] [Guardar y salir]
        Delegate taps [Confirmo]
        Bot → Delegate: Avance de una actividad / Por favor, revise sus respuestas. Toque “Enviar”, o una respuesta para cambiarla. / Actividad: 28 Asistencia consular / Desde: septiembre de 2026 / Hasta: febrero de 2027 / Situación: En curso / Lo realizado: Abrimos dos albergues. / Más detalles: No / Contacto: María López / Idioma: Español / Acceso: Solo el grupo de trabajo / Declaración: Confirmo [Enviar] [✎ Actividad] …
        Delegate taps [Enviar]
        Bot → Delegate: Gracias. Su contribución se recibió con el número CAM/2026-27/PR-0001. / Avance de actividades, Guatemala. Acceso: Solo el grupo de trabajo. / Guatemala: no se enviarán más recordatorios para esta reunión. […] […] [Informar avances] [Compartir práctica]
    """)


async def test_a_delegate_answers_the_reminder_in_english(empty_chat: Chat) -> None:
    await empty_chat.let_in(DELEGATE, language="en")
    await empty_chat("""
        (7 days before the February meeting, 09:00 in Guatemala)
        Bot → Delegate: Progress of the Program and SICREMI / Tuesday, February 16, 2027, 10:00 in Washington; 09:00 your time. / Contributions are due in 7 days. / The working group presents its progress report on the Program; the Committee takes up the sustainability of SICREMI, the migration reporting system, and its third report. / All actors are invited to report their progress under the Program and to share good practices. / Tap a button, or simply reply to this message with text, a voice note, a photo or a document. [Report progress] [Share a practice] [Nothing new] [Later] [Not us any more]
        Delegate taps [Later]
        Bot → Delegate: When may I ask again? [Tomorrow] [In 3 days] [The evening before]
        Delegate taps [In 3 days]
        Bot → Delegate (edited): I will ask again on Friday, February 12, 2027, 09:00.
        (4 days before the February meeting, 09:00 in Guatemala)
        Bot → Delegate: Progress of the Program and SICREMI / … [Report progress] [Share a practice] [Nothing new] [Later] [Not us any more]
        Delegate taps [Report progress]
        Bot → Delegate: Before your first submission: bot chats are not end-to-end encrypted, and migrants’ personal data do not belong in a submission. Please leave them out. / Which activity is this about? · 1/10 / Tap one, or type its number or a word of it. [21 Exchange of migration data] [22 Cooperation on trafficking networks] [23 Human rights instruments] [24 Transnational crime convention] [25 Justice and due process] [26 Institutional capacity] [Next ›] [Save and leave]
        Delegate: 28
        Bot → Delegate: ✓ Activity: 28 Consular assistance / Where does it stand? · 4/10 [Under way] [Done] [Ongoing, no end date] [Planned] [Not started] [Not pursued] [No information] [◀ Back] [Save and leave]
        Delegate taps [Under way]
        Bot → Delegate (edited): Where does it stand? / ✓ Under way
        Bot → Delegate: What was done? · 5/10 [◀ Back] [Save and leave]
        Delegate: We opened two shelters.
        Bot → Delegate: Would you like to add details? · 6/10 / Results, figures, partners, obstacles, links, documents: each may be skipped. [Yes] [No] [◀ Back] [Save and leave]
        Delegate taps [No]
        Bot → Delegate: Who can answer questions about this? · 7/10 / Name, office and e-mail. [María López] [◀ Back] [Save and leave]
        Delegate taps [María López]
        Bot → Delegate: Who may read this? · 9/10 / The secretariat reads every submission. [Working group only] [Public] [Secretariat only] [◀ Back] [Save and leave]
        Delegate taps [Working group only]
        Bot → Delegate: I am authorized to submit this for my organization. · 10/10 [I confirm] [◀ Back] [Save and leave]
        Delegate taps [I confirm]
        Bot → Delegate: Progress on an activity / Please read your answers. Tap “Send”, or an answer to change it. / Activity: 28 Consular assistance / From: September 2026 / Until: February 2027 / Status: Under way / What was done: We opened two shelters. / More details: No / Contact: María López / Language: English / Readers: Working group only / Declaration: I confirm [Send] [✎ Activity] [✎ From] [✎ Until] [✎ Status] [✎ What was done] [✎ More details] [✎ Contact] [✎ Language] [✎ Readers] [✎ Declaration] [◀ Back] [Save and leave] [Discard]
        Delegate taps [Send]
        Bot → Delegate (edited): Progress on an activity / …
        Bot → Delegate: Thank you. It has been received under number CAM/2026-27/PR-0001. / Activity progress, Guatemala. Who may read it: Working group only. / Guatemala: nobody will be reminded again for this meeting. [Read it] [Copy as DOCX] [Report progress] [Share a practice]
        (1 day before the February meeting, 12:00 in Guatemala)
        Bot → Delegate: Workshop on migration and development with IOM / Tuesday, March 16, 2027, 10:00 in Washington; 08:00 your time. / A first word, well ahead: contributions are due in 29 days, and can be sent at any time. / Workshop with the International Organization for Migration on the link between migration and development. / All actors are invited to share good practices and research findings on migration and development. / Last time Guatemala reported on activity 28, on February 12, 2027. / Tap a button, or simply reply to this message with text, a voice note, a photo or a document. [Report progress] [Share a practice] [Research findings] [Nothing new] [Later] [Not us any more]
    """)
