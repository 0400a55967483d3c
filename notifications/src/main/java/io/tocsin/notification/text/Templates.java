package io.tocsin.notification.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.Template;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The templates in {@code messages/}. What stands in HTML is escaped. */
public final class Templates {
    private static final Engine ENGINE = Engine.builder()
            .addDefaults()
            .addValueResolver(new ReflectionValueResolver())
            .addResultMapper(new HtmlEscaper(List.of(Variant.TEXT_HTML)))
            .build();

    private Templates() {}

    /** A template for plain text. */
    public static Template text(String name) {
        return template(name, Variant.TEXT_PLAIN);
    }

    /** A template for HTML. */
    public static Template html(String name) {
        return template(name, Variant.TEXT_HTML);
    }

    private static Template template(String name, String contentType) {
        try (InputStream in = Templates.class.getResourceAsStream("/messages/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the template " + name + " is missing in this jar");
            }
            return ENGINE.parse(new String(in.readAllBytes(), UTF_8), Variant.forContentType(contentType), name);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the template " + name, e);
        }
    }
}
