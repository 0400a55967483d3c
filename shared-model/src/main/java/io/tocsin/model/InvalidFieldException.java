package io.tocsin.model;

/**
 * A value from outside that cannot be what its field says it is.
 *
 * <p>The message is written for the person who sent the value: what is wrong and what is expected. It never repeats
 * the value itself, which may be the very card number that must not reach a log.
 */
public final class InvalidFieldException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String problem;

    /**
     * @param field the path of the field as it stands in the JSON, for example {@code amount.minorUnits}
     * @param problem what is wrong with it and what is expected, without the value
     */
    public InvalidFieldException(String field, String problem) {
        super(field + ": " + problem);
        this.field = field;
        this.problem = problem;
    }

    /** The path of the field as it stands in the JSON, for example {@code amount.minorUnits}. */
    public String field() {
        return field;
    }

    /** What is wrong and what is expected, without the field's name and without the value. */
    public String problem() {
        return problem;
    }
}
