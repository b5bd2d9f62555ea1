package ca.tradeshub.canonical;

import java.util.Arrays;
import java.util.Optional;

/**
 * Why a whole file is refused (interface agreements, section 1), and what its sender does about it, in English and
 * French. Nothing of a refused file takes effect, and its sequence is free to be used again.
 */
public enum RefusalCode {
    /** The name. */
    FILE_NAME(
            "The name is none of the names the interface agreements know.",
            "Ce n'est pas un nom des ententes d'interface.",
            "Rename the file as the agreements say and send it again.",
            "Renommez le fichier comme le prévoient les ententes et renvoyez-le."),
    /** The right to file. */
    FILE_NOT_AUTHORISED(
            "The sender may not file this feed, or not for this employer.",
            "Cet expéditeur ne peut pas le déposer.",
            "Check the feed and the business number in the name; ask the hub's operators to extend the settings.",
            "Vérifiez le flux et le numéro d'entreprise dans le nom; demandez aux exploitants d'étendre les droits."),
    /** The same bytes. */
    FILE_DUPLICATE(
            "The same content was already taken from this sender; the detail names the original.",
            "Ce contenu a déjà été reçu de cet expéditeur; le détail nomme l'original.",
            "Nothing: the original stands.",
            "Rien : l'original demeure."),
    /** A used sequence. */
    FILE_SEQUENCE_REUSED(
            "The sequence was already used by another content.",
            "La séquence a déjà servi à un autre contenu.",
            "Send the file under the next free sequence, in the name and in the header.",
            "Renvoyez le fichier sous la prochaine séquence libre, dans le nom et dans l'en-tête."),
    /** The encoding. */
    FILE_ENCODING(
            "Bytes are invalid in the encoding agreed for this feed.",
            "Des octets non valides dans l'encodage déclaré.",
            "Write the file in the agreed encoding; the receipt names the line.",
            "Écrivez le fichier dans l'encodage convenu; l'accusé indique la ligne."),
    /** The header. */
    FILE_HEADER(
            "The header or the control file is missing, malformed, or of another feed, sender, employer or layout.",
            "L'en-tête, la ligne des colonnes ou le fichier de contrôle manque ou n'est pas celui de ce fichier.",
            "Mend what the receipt's detail names and send the file again.",
            "Corrigez ce que précise l'accusé et renvoyez le fichier."),
    /** The end. */
    FILE_TRUNCATED(
            "The file ends before its trailer.",
            "Le fichier finit avant sa ligne de fin.",
            "Upload the whole file again.",
            "Transmettez de nouveau le fichier au complet."),
    /** The trailer. */
    FILE_TRAILER(
            "The trailer is malformed, repeated, or followed by data.",
            "La ligne de fin est mal formée, répétée ou suivie de données.",
            "Write one trailer, as the last line.",
            "Écrivez une seule ligne de fin, la dernière du fichier."),
    /** The count. */
    FILE_COUNT(
            "The number of records is not the one stated.",
            "Le nombre d'enregistrements n'est pas celui annoncé.",
            "Find the missing or surplus records, or correct the count.",
            "Trouvez les enregistrements manquants ou en trop, ou corrigez le nombre."),
    /** The total. */
    FILE_TOTAL(
            "The control total is not the sum of the records. As a warning: it cannot be verified, since a figure is "
                    + "unreadable.",
            "Le total de contrôle n'est pas la somme des enregistrements. Comme alerte : il ne peut pas être vérifié, un "
                    + "montant étant illisible.",
            "Find the record whose figure is wrong, or correct the total.",
            "Trouvez l'enregistrement dont le montant est erroné, ou corrigez le total."),
    /** The digest. */
    FILE_DIGEST(
            "The CSV's SHA-256 is not the one its control file states.",
            "Le fichier n'est pas celui dont le fichier de contrôle donne le SHA-256.",
            "Upload CSV and control file of the same run again.",
            "Transmettez de nouveau le CSV et le fichier de contrôle du même traitement."),
    /** The encryption. */
    FILE_DECRYPT(
            "The file cannot be decrypted: not for the hub's key, damaged, cut short or without integrity protection.",
            "Le fichier ne peut pas être déchiffré.",
            "Encrypt it to the hub's current public key, with integrity protection, and send it again.",
            "Chiffrez-le avec la clé publique actuelle du carrefour, avec protection d'intégrité, et renvoyez-le."),
    /** The signature. */
    FILE_SIGNATURE(
            "The file is not signed, or not with a key registered for this sender.",
            "La signature manque ou n'est pas celle de l'expéditeur.",
            "Sign it with the registered key and send it again.",
            "Signez-le avec la clé enregistrée et renvoyez-le."),
    /** The compression. */
    FILE_DECOMPRESS(
            "The compressed file is damaged, or grows beyond all measure.",
            "Le fichier ne peut pas être décomprimé.",
            "Compress it once, with gzip, and send it again.",
            "Compressez-le une seule fois, avec gzip, et renvoyez-le."),
    /** The size. */
    FILE_TOO_LARGE(
            "The file or its content is larger than agreed.",
            "Le fichier ou son contenu dépasse la taille permise.",
            "Split it into several files with sequences of their own.",
            "Divisez-le en plusieurs fichiers ayant chacun sa séquence."),
    /** The lines. */
    FILE_LINE_TOO_LONG(
            "A line is longer than any record can be.",
            "Une ligne est plus longue que tout enregistrement.",
            "Check the line terminators at the line the receipt names.",
            "Vérifiez les fins de ligne à la ligne indiquée par l'accusé."),
    /** The rejected share. */
    FILE_REJECT_SHARE(
            "Too many of its records are rejected for the rest to be trusted.",
            "Une trop grande part des enregistrements est rejetée.",
            "Correct the records of the findings table beside the receipt and send the whole file again.",
            "Corrigez les enregistrements du tableau joint à l'accusé et renvoyez tout le fichier.");

    private final String meaning;
    private final String meaningFr;
    private final String remedy;
    private final String remedyFr;

    RefusalCode(String meaning, String meaningFr, String remedy, String remedyFr) {
        this.meaning = meaning;
        this.meaningFr = meaningFr;
        this.remedy = remedy;
        this.remedyFr = remedyFr;
    }

    /** The code as it is written: {@code FILE-COUNT}. */
    public String code() {
        return name().replace('_', '-');
    }

    /** What it means, in English. */
    public String meaning() {
        return meaning;
    }

    /** What it means, in French. */
    public String meaningFr() {
        return meaningFr;
    }

    /** What the sender does, in English. */
    public String remedy() {
        return remedy;
    }

    /** What the sender does, in French. */
    public String remedyFr() {
        return remedyFr;
    }

    /** The refusal of a written code; nothing when there is none. */
    public static Optional<RefusalCode> ofCode(String code) {
        return Arrays.stream(values()).filter(each -> each.code().equals(code)).findFirst();
    }

    @Override
    public String toString() {
        return code();
    }
}
