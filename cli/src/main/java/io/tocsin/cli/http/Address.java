package io.tocsin.cli.http;

import java.net.URI;
import java.net.URISyntaxException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What the option {@code --url} says. */
public final class Address {
    private Address() {}

    /**
     * Reads it.
     *
     * @param example that the message shows
     * @return without slashes at its end
     * @throws ParameterException when it is no http or https address
     */
    public static String read(String text, String example, CommandSpec command) {
        String address = text.strip().replaceAll("/+$", "");
        if (!isHttp(address)) {
            throw new ParameterException(command.commandLine(), "--url must be like " + example + ", not " + text);
        }
        return address;
    }

    private static boolean isHttp(String address) {
        try {
            URI uri = new URI(address);
            return uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
