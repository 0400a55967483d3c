package io.tocsin.contact;

/** What a record of {@code contacts} says. */
public sealed interface ContactReading {

    /**
     * That somebody is in the directory, perhaps with other particulars than before.
     *
     * @param contact who
     */
    record Listed(Contact contact) implements ContactReading {}

    /**
     * That somebody is in it no more.
     *
     * @param contact the name
     */
    record Removed(String contact) implements ContactReading {}

    /**
     * Nothing: what was said before still holds.
     *
     * @param reason what is wrong, without an address or a number
     */
    record Refused(String reason) implements ContactReading {}
}
