package io.tocsin.contact.file;

/** A file that is not well-formed: nothing behind the mistake can be trusted. */
final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Mistake mistake;

    UnreadableException(Mistake mistake) {
        super(mistake.problem());
        this.mistake = mistake;
    }

    Mistake mistake() {
        return mistake;
    }
}
