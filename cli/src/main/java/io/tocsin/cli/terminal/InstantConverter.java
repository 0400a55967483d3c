package io.tocsin.cli.terminal;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads options that are moments, like {@code 2025-01-06T08:30:00Z} and {@code 2025-01-06T09:30+01:00}. */
public final class InstantConverter implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new TypeConversionException(
                    "must be a time like 2025-01-06T08:30:00Z or 2025-01-06T09:30+01:00, not " + text);
        }
    }
}
