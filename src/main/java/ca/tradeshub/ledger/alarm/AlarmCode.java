// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.alarm;

import ca.tradeshub.canonical.Text;

/**
 * The kinds of alarm: who owns each, what it means, what to do, and when it closes automatically. The operators' alarm
 * reference is generated from these texts.
 */
public enum AlarmCode {
    /** Sums do not agree. */
    BALANCE(
            Owner.OPERATIONS,
            new Text(
                    "The records of a file, counted again, differ from what was received or from the totals in "
                            + "the ledger.",
                    "Les enregistrements d'un fichier, recomptés, diffèrent de ce qui a été reçu ou des totaux "
                            + "du grand livre."),
            new Text(
                    "Do not restart the hub and do not delete anything. Compare the file's page with its receipt "
                            + "and call the developers. The file is not closed until it balances.",
                    "Ne redémarrez pas le centre et ne supprimez rien. Comparez la page du fichier à son accusé "
                            + "de réception et appelez l'équipe de développement. Le fichier n'est pas clos tant que son "
                            + "solde n'est pas équilibré."),
            new Text("the recount agrees", "le nouveau compte concorde")),

    /** Work of ours that failed for good. */
    WORK_PARKED(
            Owner.OPERATIONS,
            new Text(
                    "A step failed after all its attempts. Its work is parked; no data is lost.",
                    "Une étape a échoué après toutes ses tentatives. Son travail est suspendu; aucune donnée "
                            + "n'est perdue."),
            new Text(
                    "Find the cause in the console, fix it (disk, database, broker, network), then retry the "
                            + "work there.",
                    "Trouvez la cause dans la console, corrigez-la (disque, base de données, serveur de "
                            + "messages, réseau), puis reprenez le travail au même endroit."),
            new Text("the work is retried or removed", "le travail est repris ou retiré")),

    /** The broker does not take messages. */
    DELIVERY_STOPPED(
            Owner.OPERATIONS,
            new Text(
                    "The broker does not accept messages for a queue. They wait in the outbox.",
                    "Le serveur de messages n'accepte pas de messages pour une file d'attente. Ils restent dans "
                            + "la boîte d'envoi."),
            new Text(
                    "Check that the broker is running, reachable and has free space. The hub retries automatically.",
                    "Vérifiez que le serveur de messages fonctionne, qu'il est joignable et qu'il a de l'espace "
                            + "libre. Le centre réessaie automatiquement."),
            new Text("the broker accepts a message", "le serveur de messages accepte un message")),

    /** Messages without acknowledgement. */
    ACKNOWLEDGEMENT_OVERDUE(
            Owner.PARTNERS,
            new Text(
                    "A consumer has not acknowledged messages within the limit.",
                    "Un destinataire n'a pas accusé le traitement de messages dans le délai fixé."),
            new Text(
                    "Ask the consumer whether it reads its queue. The overview shows how many messages wait.",
                    "Demandez au destinataire s'il lit sa file d'attente. La vue d'ensemble indique combien de "
                            + "messages attendent."),
            new Text(
                    "all messages older than the limit are acknowledged",
                    "tous les messages plus anciens que le délai ont un accusé de traitement")),

    /** Acknowledgements that were not accepted. */
    ACKNOWLEDGEMENT_REFUSED(
            Owner.PARTNERS,
            new Text(
                    "Acknowledgements of a consumer were not accepted. They have no effect.",
                    "Des accusés de traitement d'un destinataire n'ont pas été acceptés. Ils n'ont aucun effet."),
            new Text(
                    "Read the reasons in the console, agree with the consumer on valid ones, and discard the entries "
                            + "there with a reason. The consumer is informed on its own queue.",
                    "Lisez les motifs dans la console, convenez avec le destinataire d'en recevoir de valides et "
                            + "supprimez-y les entrées avec un motif. Le destinataire est informé dans sa propre file "
                            + "d'attente."),
            new Text(
                    "all entries of the consumer are discarded", "toutes les entrées du destinataire sont supprimées")),

    /** Messages that a consumer gave back. */
    DEAD_LETTER(
            Owner.PARTNERS,
            new Text(
                    "Messages are in the queue of dead letters: a consumer rejected them or failed ten times. They are "
                            + "not delivered; their records are pending.",
                    "Des messages se trouvent dans la file des messages non distribués : un destinataire les a rejetés "
                            + "ou a échoué dix fois. Ils ne sont pas livrés; leurs enregistrements sont en attente."),
            new Text(
                    "Ask the consumer for the cause. Then open each message in the console and send it again, or treat it "
                            + "as refused. Do not delete it from the broker.",
                    "Demandez la cause au destinataire. Ouvrez ensuite chaque message dans la console et renvoyez-le, ou "
                            + "traitez-le comme refusé. Ne le supprimez pas du serveur de messages."),
            new Text(
                    "the queue of dead letters has no more messages of that queue",
                    "la file des messages non distribués n'a plus de message de cette file d'attente")),

    /** A file that cannot be taken. */
    LANDING_FAILED(
            Owner.INTAKE,
            new Text(
                    "A file in a drop folder could not be received. It stays there and is retried at every poll.",
                    "Un fichier d'un dossier de dépôt n'a pas pu être reçu. Il y reste et un nouvel essai a lieu "
                            + "à chaque lecture du dossier."),
            new Text(
                    "Read the cause. Most often the archive's disk is full or the connection was lost.",
                    "Lisez la cause. Le plus souvent, le disque des archives est plein ou la connexion a été coupée."),
            new Text("the file is received or removed from the folder", "le fichier est reçu ou retiré du dossier")),

    /** A taken file that cannot be moved. */
    SOURCE_NOT_MOVED(
            Owner.INTAKE,
            new Text(
                    "A file was received, but its source could not be moved to .done or .refused.",
                    "Un fichier a été reçu, mais l'original n'a pas pu être déplacé vers .done ou .refused."),
            new Text(
                    "Give the hub's account the right to create folders and rename files in the drop folder.",
                    "Donnez au compte du centre le droit de créer des dossiers et de renommer des fichiers dans "
                            + "le dossier de dépôt."),
            new Text("the source is moved or removed from the folder", "l'original est déplacé ou retiré du dossier")),

    /** A server that cannot be worked with. */
    DROP_SITE_UNREACHABLE(
            Owner.INTAKE,
            new Text(
                    "A sender's SFTP server cannot be reached or rejects the hub.",
                    "Le serveur SFTP d'un expéditeur est injoignable ou refuse le centre."),
            new Text(
                    "Check the address, account, key and host key with check-config, then call the server's "
                            + "operator.",
                    "Vérifiez l'adresse, le compte, la clé et la clé du serveur avec check-config, puis appelez "
                            + "l'exploitant du serveur."),
            new Text("the folder can be listed", "le contenu du dossier peut être lu")),

    /** A name the hub does not process. */
    DROP_NAME_UNTOUCHED(
            Owner.INTAKE,
            new Text(
                    "A drop folder contains an entry that the hub does not process: a folder, a link, or a name "
                            + "with characters other than letters, digits, dot, hyphen and underscore.",
                    "Un dossier de dépôt contient un élément que le centre ne traite pas : un dossier, un lien, "
                            + "ou un nom avec d'autres caractères que des lettres, des chiffres, le point, le trait "
                            + "d'union et le trait de soulignement."),
            new Text(
                    "Ask the sender to remove or rename it.",
                    "Demandez à l'expéditeur de le retirer ou de le renommer."),
            new Text("the folder contains no such entry", "le dossier ne contient plus d'élément de ce genre")),

    /** An upload that does not end. */
    UPLOAD_INCOMPLETE(
            Owner.INTAKE,
            new Text(
                    "A CSV has no control file, or an upload still has its temporary name (a leading dot, "
                            + ".filepart, .tmp), for longer than the sender's limit.",
                    "Un CSV n'a pas de fichier de contrôle, ou un téléversement garde son nom temporaire (point "
                            + "initial, .filepart, .tmp), depuis plus longtemps que le délai de l'expéditeur."),
            new Text(
                    "Ask the sender to finish the upload or to remove it. The control file has the name of the "
                            + "CSV with .ctl.",
                    "Demandez à l'expéditeur de terminer le téléversement ou de le retirer. Le fichier de "
                            + "contrôle porte le nom du CSV avec .ctl."),
            new Text("the file is received or removed from the folder", "le fichier est reçu ou retiré du dossier")),

    /** A control file without its CSV. */
    CONTROL_FILE_ALONE(
            Owner.INTAKE,
            new Text(
                    "A control file has had no CSV for longer than the sender's limit.",
                    "Un fichier de contrôle est sans CSV depuis plus longtemps que le délai de l'expéditeur."),
            new Text("Ask the sender for the CSV of that name.", "Demandez à l'expéditeur le CSV de ce nom."),
            new Text(
                    "the CSV is received or the control file is removed from the folder",
                    "le CSV est reçu ou le fichier de contrôle est retiré du dossier")),

    /** A sequence that is missing. */
    FILE_SEQUENCE_GAP(
            Owner.INTAKE,
            new Text(
                    "A file is missing: its sequence number is between those of files that took effect.",
                    "Un fichier manque : son numéro de séquence se situe entre ceux de fichiers qui ont pris effet."),
            new Text(
                    "Ask the sender for the missing sequence number; it is accepted also when it is late. If the "
                            + "sender never used it, declare it as never used, with the reason: the command "
                            + "sequence-unused.",
                    "Demandez à l'expéditeur le numéro de séquence manquant; il est accepté même en retard. Si "
                            + "l'expéditeur ne l'a jamais utilisé, déclarez-le comme jamais utilisé, avec le motif : "
                            + "la commande sequence-unused."),
            new Text(
                    "every sequence number between the lowest and the highest that took effect is received or declared as never used",
                    "chaque numéro de séquence entre le plus bas et le plus élevé qui ont pris effet est reçu ou déclaré jamais utilisé")),

    /** A sender who cannot be answered. */
    ANSWER_NOT_WRITTEN(
            Owner.INTAKE,
            new Text(
                    "Responses cannot be written to a sender's out/ folder. They wait.",
                    "Les réponses ne peuvent pas être écrites dans le dossier out/ d'un expéditeur. Elles attendent."),
            new Text(
                    "Check the account's rights and the free space on the sender's server. The hub retries "
                            + "automatically.",
                    "Vérifiez les droits du compte et l'espace libre du serveur de l'expéditeur. Le centre "
                            + "réessaie automatiquement."),
            new Text("a response is written", "une réponse est écrite")),

    /** Alarm notices that cannot be sent. */
    ALARM_NOT_SENT(
            Owner.OPERATIONS,
            new Text("The alarm webhook does not respond.", "L'adresse de notification des alarmes ne répond pas."),
            new Text(
                    "Check hub.alarms.webhook and the service there. The hub retries automatically; no "
                            + "notification is lost.",
                    "Vérifiez hub.alarms.webhook et le service qui s'y trouve. Le centre réessaie "
                            + "automatiquement; aucune notification n'est perdue."),
            new Text("a notification is sent", "une notification est envoyée"));

    /** Who acts. */
    private static final class Owner {

        private static final String OPERATIONS = "operations";
        private static final String INTAKE = "intake";
        private static final String PARTNERS = "partners";

        private Owner() {}
    }

    private final String owner;
    private final Text meaning;
    private final Text remedy;
    private final Text closes;

    AlarmCode(String owner, Text meaning, Text remedy, Text closes) {
        this.owner = owner;
        this.meaning = meaning;
        this.remedy = remedy;
        this.closes = closes;
    }

    /** The code as it is written: {@code WORK-PARKED}. */
    public String code() {
        return name().replace('_', '-');
    }

    /** Who acts on it. */
    public String owner() {
        return owner;
    }

    /** What it means, in a sentence. */
    public Text meaning() {
        return meaning;
    }

    /** What its owner does. */
    public Text remedy() {
        return remedy;
    }

    /** When it closes automatically, as the end of a sentence. */
    public Text closes() {
        return closes;
    }

    /**
     * The alarm of a written code.
     *
     * @throws IllegalArgumentException when no alarm has that code
     */
    public static AlarmCode ofCode(String code) {
        return valueOf(code.replace('-', '_'));
    }

    @Override
    public String toString() {
        return code();
    }
}
