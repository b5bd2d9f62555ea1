// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.canonical;

import java.util.Arrays;
import java.util.Optional;

/**
 * Why a whole file is refused (interface agreements, section 1), and what its sender does about it. No record of a refused
 * file takes effect, and its sequence number may be reused.
 */
public enum RefusalCode {
    /** The file name. */
    FILE_NAME(
            new Text(
                    "The file name does not follow the naming convention in the interface agreement.",
                    "Le nom du fichier ne respecte pas la convention de nommage de l'entente d'interface."),
            new Text(
                    "Rename the file according to the agreement and send it again.",
                    "Renommez le fichier conformément à l'entente et renvoyez-le.")),
    /** The right to file. */
    FILE_NOT_AUTHORISED(
            new Text(
                    "The sender is not authorised to file this feed, or not for this employer.",
                    "L'expéditeur n'est pas autorisé à déposer ce flux, ou pas pour cet employeur."),
            new Text(
                    "Check the feed and the business number in the file name. If they are correct, ask the hub's operator for authorisation.",
                    "Vérifiez le flux et le numéro d'entreprise dans le nom du fichier. S'ils sont exacts, demandez l'autorisation à l'exploitant du centre.")),
    /** The same bytes. */
    FILE_DUPLICATE(
            new Text(
                    "The same content was already received from this sender. The detail names the original file.",
                    "Le même contenu a déjà été reçu de cet expéditeur. Le détail nomme le fichier d'origine."),
            new Text(
                    "No action is needed: the original file remains in effect.",
                    "Aucune mesure n'est requise : le fichier d'origine demeure en vigueur.")),
    /** A used sequence. */
    FILE_SEQUENCE_REUSED(
            new Text(
                    "The sequence number was already used for other content.",
                    "Le numéro de séquence a déjà servi à un autre contenu."),
            new Text(
                    "Send the file with the next free sequence number, in the name and in the header.",
                    "Renvoyez le fichier avec le prochain numéro de séquence libre, dans le nom et dans l'en-tête.")),
    /** The encoding. */
    FILE_ENCODING(
            new Text(
                    "The file contains bytes that are not valid in the encoding agreed for this feed.",
                    "Le fichier contient des octets non valides dans l'encodage convenu pour ce flux."),
            new Text(
                    "Save the file in the agreed encoding and send it again. The receipt gives the line.",
                    "Enregistrez le fichier dans l'encodage convenu et renvoyez-le. L'accusé de réception indique la ligne.")),
    /** The header. */
    FILE_HEADER(
            new Text(
                    "The header or the control file is missing or malformed, or belongs to another feed, sender, employer or layout.",
                    "L'en-tête ou le fichier de contrôle manque, est mal formé ou appartient à un autre flux, expéditeur, employeur ou format."),
            new Text(
                    "Correct what the detail describes and send the file again; the sequence number may be reused.",
                    "Corrigez ce que décrit le détail et renvoyez le fichier; le numéro de séquence peut être réutilisé.")),
    /** The end. */
    FILE_TRUNCATED(
            new Text("The file ends before its trailer.", "Le fichier se termine avant sa ligne de fin."),
            new Text("Upload the complete file again.", "Téléversez de nouveau le fichier complet.")),
    /** The trailer. */
    FILE_TRAILER(
            new Text(
                    "The trailer is malformed, repeated, or followed by data.",
                    "La ligne de fin est mal formée, répétée ou suivie de données."),
            new Text(
                    "Write exactly one trailer, as the last line, and send the file again.",
                    "Écrivez une seule ligne de fin, à la dernière ligne, et renvoyez le fichier.")),
    /** The count. */
    FILE_COUNT(
            new Text(
                    "The number of records differs from the number stated.",
                    "Le nombre d'enregistrements diffère du nombre annoncé."),
            new Text(
                    "Find the missing or surplus records, or correct the number stated, and send the file again.",
                    "Trouvez les enregistrements manquants ou en trop, ou corrigez le nombre annoncé, et renvoyez le fichier.")),
    /** The total. */
    FILE_TOTAL(
            new Text(
                    "The control total differs from the sum of the records. As a warning: the total "
                            + "cannot be verified because an amount is unreadable.",
                    "Le total de contrôle diffère de la somme des enregistrements. Comme alerte : le total "
                            + "ne peut pas être vérifié parce qu'un montant est illisible."),
            new Text(
                    "Correct the record with the wrong amount, or the control total, and send the file again.",
                    "Corrigez l'enregistrement dont le montant est erroné, ou le total de contrôle, et renvoyez le fichier.")),
    /** The digest. */
    FILE_DIGEST(
            new Text(
                    "The SHA-256 of the CSV does not match the one in its control file.",
                    "Le SHA-256 du CSV ne correspond pas à celui de son fichier de contrôle."),
            new Text(
                    "Upload the CSV and the control file of the same run again.",
                    "Téléversez de nouveau le CSV et le fichier de contrôle du même traitement.")),
    /** The encryption. */
    FILE_DECRYPT(
            new Text(
                    "The file cannot be decrypted: it is encrypted for another key, damaged, incomplete or without integrity protection.",
                    "Le fichier ne peut pas être déchiffré : il est chiffré pour une autre clé, endommagé, incomplet ou sans protection d'intégrité."),
            new Text(
                    "Encrypt the file for the hub's current public key, with integrity protection, and send it again.",
                    "Chiffrez le fichier avec la clé publique actuelle du centre, avec protection d'intégrité, et renvoyez-le.")),
    /** The signature. */
    FILE_SIGNATURE(
            new Text(
                    "The file is not signed with a key registered for this sender.",
                    "Le fichier n'est pas signé avec une clé enregistrée pour cet expéditeur."),
            new Text(
                    "Sign the file with the registered key and send it again.",
                    "Signez le fichier avec la clé enregistrée et renvoyez-le.")),
    /** The compression. */
    FILE_DECOMPRESS(
            new Text(
                    "The compressed file is damaged, or its content exceeds the expansion limit.",
                    "Le fichier compressé est endommagé, ou son contenu dépasse la limite d'expansion."),
            new Text(
                    "Compress the file once, with gzip, and send it again.",
                    "Compressez le fichier une seule fois, avec gzip, et renvoyez-le.")),
    /** The size. */
    FILE_TOO_LARGE(
            new Text(
                    "The file or its content is larger than allowed.",
                    "Le fichier ou son contenu dépasse la taille permise."),
            new Text(
                    "Split the file into several files, each with its own sequence number.",
                    "Divisez le fichier en plusieurs fichiers ayant chacun son numéro de séquence.")),
    /** The lines. */
    FILE_LINE_TOO_LONG(
            new Text(
                    "A line is longer than the longest possible record.",
                    "Une ligne est plus longue que le plus long enregistrement possible."),
            new Text(
                    "Check the line endings at the line given in the receipt.",
                    "Vérifiez les fins de ligne à la ligne indiquée dans l'accusé de réception.")),
    /** The rejected share. */
    FILE_REJECT_SHARE(
            new Text(
                    "The share of rejected records exceeds the limit, so no record is accepted.",
                    "La part d'enregistrements rejetés dépasse la limite; aucun enregistrement n'est accepté."),
            new Text(
                    "Correct the records listed in the findings table and send the whole file again.",
                    "Corrigez les enregistrements énumérés dans le tableau des constats et renvoyez le fichier au complet."));

    private final Text meaning;
    private final Text remedy;

    RefusalCode(Text meaning, Text remedy) {
        this.meaning = meaning;
        this.remedy = remedy;
    }

    /** The code as it is written: {@code FILE-COUNT}. */
    public String code() {
        return name().replace('_', '-');
    }

    /** What it means. */
    public Text meaning() {
        return meaning;
    }

    /** What the sender does. */
    public Text remedy() {
        return remedy;
    }

    /** The constant of a written code, empty when the code is unknown. */
    public static Optional<RefusalCode> ofCode(String code) {
        return Arrays.stream(values()).filter(each -> each.code().equals(code)).findFirst();
    }

    @Override
    public String toString() {
        return code();
    }
}
