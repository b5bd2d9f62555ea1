package ca.tradeshub.ledger.alarm;

/**
 * The kinds of alarm: who owns each, what it means, what to do, and when it closes automatically. The document
 * {@code src/docs/operators/alarms.md} is generated from these texts.
 */
public enum AlarmCode {
    /** Sums do not agree. */
    BALANCE(
            Owner.OPERATIONS,
            "The records of a file, counted anew, are not what was received, or not what the ledger's sums say.",
            "Do not restart or delete anything. Compare the file's page with its receipt and call the developers; "
                    + "nothing closes for this file until it balances.",
            "the recount agrees"),

    /** Work of ours that failed for good. */
    WORK_PARKED(
            Owner.OPERATIONS,
            "A step failed after all its attempts; its work is parked, nothing of it is lost.",
            "Read the cause on the page, mend it (disk, database, broker, network), then release the work on the page.",
            "the work is released"),

    /** The broker does not take messages. */
    DELIVERY_STOPPED(
            Owner.OPERATIONS,
            "The broker takes no messages for a queue; they wait in the outbox.",
            "See that the broker is up, reachable and has room; the hub tries again by itself.",
            "a message is taken"),

    /** Messages nobody answers. */
    ACKNOWLEDGEMENT_OVERDUE(
            Owner.PARTNERS,
            "A consumer has not acknowledged messages within the limit.",
            "Ask the consumer whether it reads its queue; the page shows how many wait.",
            "every message within the limit is acknowledged"),

    /** A file that cannot be taken. */
    LANDING_FAILED(
            Owner.INTAKE,
            "A file in a drop folder could not be taken; it lies where it lay and is met again at every poll.",
            "Read the cause; most often the archive's disk is full or the connection was cut.",
            "the file is taken, or no longer lies there"),

    /** A taken file that cannot be moved. */
    SOURCE_NOT_MOVED(
            Owner.INTAKE,
            "A file was taken, but its source could not be moved to .done or .refused.",
            "Give the hub's account the right to create folders and rename files beside the drop folder.",
            "the source is moved, or no longer lies there"),

    /** A server that cannot be worked with. */
    DROP_SITE_UNREACHABLE(
            Owner.INTAKE,
            "A sender's SFTP server cannot be reached or refuses the hub.",
            "Check address, account, key and host key with check-config, then call the server's operator.",
            "the folder is listed"),

    /** A name nobody works with. */
    DROP_NAME_UNTOUCHED(
            Owner.INTAKE,
            "A drop folder holds an entry the hub does not touch: a folder, a link, or a name with other characters "
                    + "than letters, digits, dot, hyphen and underscore.",
            "Ask the sender to remove or rename it.",
            "no such entry lies there"),

    /** An upload that does not end. */
    UPLOAD_INCOMPLETE(
            Owner.INTAKE,
            "A CSV lacks its control file, or an upload keeps its temporary name (a leading dot, .filepart, .tmp), beyond "
                    + "the sender's limit.",
            "Ask the sender to finish the upload, or to remove it: the control file is named after the CSV, with .ctl.",
            "the file is taken, or no longer lies there"),

    /** A control file without its CSV. */
    CONTROL_FILE_ALONE(
            Owner.INTAKE,
            "A control file lacks its CSV beyond the sender's limit.",
            "Ask the sender for the CSV of that name.",
            "the CSV is taken, or the control file no longer lies there"),

    /** A sequence that is missing. */
    FILE_SEQUENCE_GAP(
            Owner.INTAKE,
            "A file is missing between those that came: its sequence has not been seen.",
            "Ask the sender for the missing sequence; it is taken even when late. Where there never was one, a file of "
                    + "that sequence without records fills the gap.",
            "every sequence between the lowest and the highest has come"),

    /** A sender who cannot be answered. */
    ANSWER_NOT_WRITTEN(
            Owner.INTAKE,
            "Answers cannot be written to a sender's out/ folder; they wait.",
            "Check the account's rights and room on the sender's server; the hub tries again by itself.",
            "an answer is written"),

    /** Alarms that reach nobody. */
    ALARM_NOT_SENT(
            Owner.OPERATIONS,
            "The address that is to hear of alarms does not answer.",
            "Check hub.alarms.webhook and what listens there; the hub tries again by itself and nothing is left out.",
            "an alarm is sent");

    /** Who acts. */
    private static final class Owner {

        private static final String OPERATIONS = "operations";
        private static final String INTAKE = "intake";
        private static final String PARTNERS = "partners";

        private Owner() {}
    }

    private final String owner;
    private final String meaning;
    private final String remedy;
    private final String closes;

    AlarmCode(String owner, String meaning, String remedy, String closes) {
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
    public String meaning() {
        return meaning;
    }

    /** What its owner does. */
    public String remedy() {
        return remedy;
    }

    /** When it closes by itself, as the end of a sentence. */
    public String closes() {
        return closes;
    }

    /**
     * The alarm of a written code.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static AlarmCode ofCode(String code) {
        return valueOf(code.replace('-', '_'));
    }

    @Override
    public String toString() {
        return code();
    }
}
