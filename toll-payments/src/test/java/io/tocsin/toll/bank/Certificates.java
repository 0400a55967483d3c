package io.tocsin.toll.bank;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Certificates good and bad, made for one run of the tests with the JDK's {@code keytool}. They are worth nothing elsewhere. */
final class Certificates {
    private static final String AUTHORITY = "authority";
    private static final String PASSWORD = "only-for-tests";

    private final Path directory;
    private final KeyStore all;

    /** Makes an authority, and of it the certificates that the tests ask for. */
    Certificates(Path directory) throws IOException, InterruptedException, GeneralSecurityException {
        this.directory = directory;
        make(AUTHORITY, "CN=Authority", "-ext", "bc:c");
        make("right", "CN=localhost", "-signer", AUTHORITY, "-ext", "san=dns:localhost");
        make("other-name", "CN=bank.example", "-signer", AUTHORITY, "-ext", "san=dns:bank.example");
        make("expired", "CN=localhost", "-signer", AUTHORITY, "-ext", "san=dns:localhost", "-startdate", "-10d");
        make("self-signed", "CN=localhost", "-ext", "san=dns:localhost");
        this.all = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file())) {
            all.load(in, PASSWORD.toCharArray());
        }
    }

    private Path file() {
        return directory.resolve("keys.p12");
    }

    /** Valid for five days from its start. */
    private void make(String alias, String name, String... more) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-dname",
                name,
                "-keyalg",
                "EC",
                "-validity",
                "5",
                "-keystore",
                file().toString(),
                "-storepass",
                PASSWORD));
        command.addAll(List.of(more));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException("keytool cannot make " + alias + ": " + said);
        }
    }

    /** What a server needs to show that certificate. */
    SSLContext server(String alias) throws GeneralSecurityException, IOException {
        KeyStore one = KeyStore.getInstance("PKCS12");
        one.load(null, null);
        char[] password = PASSWORD.toCharArray();
        one.setKeyEntry(alias, all.getKey(alias, password), password, all.getCertificateChain(alias));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(one, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** A file with the authority, for {@code javax.net.ssl.trustStore}. */
    Path trusted() throws GeneralSecurityException, IOException {
        Certificate authority = all.getCertificate(AUTHORITY);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(AUTHORITY, authority);
        Path file = directory.resolve("trusted.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            trusted.store(out, PASSWORD.toCharArray());
        }
        return file;
    }

    static String password() {
        return PASSWORD;
    }
}
